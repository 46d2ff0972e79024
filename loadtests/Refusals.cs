namespace Webinars.LoadTests;

/// <summary>What a refusal of the server means to somebody who runs a load test.</summary>
internal static class Refusals
{
    public static string Explain(string code) => code switch
    {
        "too-fast" => "too-fast: the server limits how much a person may write. Start it with Limits__ChatPerTenSeconds=0 Limits__QuestionEverySeconds=0 Limits__VotesPerSecond=0.",
        "too-many" => "too-many: the server limits open questions. Start it with Limits__OpenQuestionsPerPerson=0.",
        "connections" => "429 for a socket: the server limits connections. Start it with Limits__ConnectionsPerAddress=0.",
        "not-found" => "not-found: no sandbox there? Bulk people need a development server that runs without vendors' keys (ASPNETCORE_ENVIRONMENT=Development).",
        "ticket-expired" => "ticket-expired: the server was too slow to let somebody in within 60 seconds of their ticket.",
        "busy" => "busy: the server's queue is full; this is its limit, or ask for a lower --rate.",
        _ => code,
    };
}

namespace Webinars.LoadTests.Scenarios;

internal static class Populate
{
    public static Task<int> Run(Options options, CancellationToken ct) => Task.FromResult(options.Attendees ?? 0);
}

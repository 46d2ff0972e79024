using System.Globalization;

namespace Webinars.LoadTests;

/// <summary>What was asked for on the command line, checked.</summary>
/// <param name="Rate">Messages a second, of all publishers together.</param>
/// <param name="Url">A development server that runs already; null: start one.</param>
/// <param name="Nodes">So many of them on PostgreSQL with Redis; null: one server on its file.</param>
/// <param name="Pid">Of the server at <paramref name="Url"/>, so that its CPU and memory can be read.</param>
internal sealed record Options(string Scenario, int? Attendees, int? Nodes, double Rate, int Seconds, Uri? Url, int? Pid, bool CompareBare, string? Json)
{
    public const string Usage = """
        dotnet run -c Release --project loadtests -- <scenario> [options]

          fan-out    a few of N attendees post, R messages a second; everybody must hear all of it
          writes     N senders post as fast as receipts come back
          join       N people come into a room of 10,000 messages and 500 questions
          votes      N people give 5,000 votes, and all hear of them
          presence   N people in a webinar, a node is killed: when is the number of viewers right again
          populate   fills a development server (--url) with webinars, people, chat and questions

          --attendees N    people in the room (fan-out 1000, writes 50, join 500, votes 1000, presence 10000)
          --nodes N        fan-out, writes, presence (2): N nodes with a PostgreSQL and a Redis, people spread over them
          --rate R         fan-out: messages a second, all together (20)
          --seconds S      how long is measured (10)
          --url U          a running development server instead of a fresh one; this machine's only
          --pid P          process of the server at --url, to read its CPU and memory
          --compare bare   fan-out: the same load on a bare SignalR hub, in the same run
          --json FILE      the figures as JSON

        Exit code: 0 fine, 1 something was lost, doubled or refused, 2 bad arguments.
        """;

    private static readonly string[] Scenarios = ["fan-out", "writes", "join", "votes", "presence", "populate"];

    /// <exception cref="ArgumentException">Says what is wrong.</exception>
    public static Options Parse(string[] args)
    {
        if (args.Length == 0 || !Scenarios.Contains(args[0]))
        {
            throw new ArgumentException(args.Length == 0 ? "Which scenario?" : $"There is no scenario '{args[0]}'.");
        }

        var options = new Options(args[0], null, null, 20, 10, null, null, false, null);
        for (var i = 1; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--attendees" => options with { Attendees = (int)Number(args[i], value, 1, 19_000, whole: true) },
                "--nodes" => options with { Nodes = (int)Number(args[i], value, 1, 8, whole: true) },
                "--rate" => options with { Rate = Number(args[i], value, 0.1, 10_000, whole: false) },
                "--seconds" => options with { Seconds = (int)Number(args[i], value, 1, 3_600, whole: true) },
                "--url" => options with { Url = Loopback(value) },
                "--pid" => options with { Pid = (int)Number(args[i], value, 1, int.MaxValue, whole: true) },
                "--compare" => options with { CompareBare = value == "bare" ? true : throw new ArgumentException("--compare knows only 'bare'.") },
                "--json" => options with { Json = value },
                _ => throw new ArgumentException($"There is no option '{args[i]}'."),
            };
        }

        return options switch
        {
            { Scenario: "populate", Url: null } => throw new ArgumentException("populate needs --url."),
            { CompareBare: true, Scenario: not "fan-out" } => throw new ArgumentException("--compare goes with fan-out."),
            { Pid: not null, Url: null } => throw new ArgumentException("--pid goes with --url."),
            { Nodes: not null, Scenario: not ("fan-out" or "writes" or "presence") } => throw new ArgumentException("--nodes goes with fan-out, writes and presence."),
            { Nodes: not null, Url: not null } or { Scenario: "presence", Url: not null } => throw new ArgumentException("Nodes are started here: there is no --url of them."),
            { Nodes: 1, Scenario: "presence" } => throw new ArgumentException("presence kills a node: it needs two at least."),
            _ => options,
        };
    }

    private static double Number(string name, string value, double least, double most, bool whole) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most && (!whole || number == Math.Floor(number))
            ? number
            : throw new ArgumentException($"{name} must be a{(whole ? " whole" : "")} number from {least} to {most}.");

    /// <summary>A load must never reach somebody else's machine by a slip of the hand.</summary>
    private static Uri Loopback(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback
            ? url
            : throw new ArgumentException("--url must be an http address of this machine, such as http://localhost:5080.");
}

using System.Globalization;
using Webinars.LoadTests.Measuring;
using Webinars.LoadTests.Servers;

namespace Webinars.LoadTests;

/// <summary>What was asked for on the command line, checked.</summary>
/// <param name="Rate">Messages a second, of all publishers together.</param>
/// <param name="Url">A server that runs already; null: start one.</param>
/// <param name="Nodes">So many of them on PostgreSQL with Redis; null: one server on its file.</param>
/// <param name="Pid">Of the server at <paramref name="Url"/>, so that its CPU and memory can be read.</param>
/// <param name="Compare">Names in <see cref="Programs.Bare"/>.</param>
/// <param name="Tickets">A file with the ways in to the server at <paramref name="Url"/>.</param>
internal sealed record Options(string Scenario, int? Attendees, int? Nodes, double Rate, int Seconds, Uri? Url, int? Pid, IReadOnlyList<string> Compare, string? Tickets, string? Json, Thresholds Thresholds)
{
    public const string Usage = """
        dotnet run -c Release --project loadtests -- <scenario> [options]

          fan-out    a few of N attendees post, R messages a second; everybody must hear all of it
          quiet      fan-out of 5000 attendees and 6 messages a second, unless told otherwise
          writes     N senders post as fast as receipts come back
          join       N people come into a room of 10,000 messages and 500 questions
          votes      N people give 5,000 votes, and all hear of them
          presence   N people in a webinar, a node is killed: when is the number of viewers right again
          populate   fills a development server (--url) with webinars, people, chat and questions

          --attendees N    people in the room (fan-out 1000, writes 50, join 500, votes 1000, presence 10000)
          --nodes N        fan-out, writes, presence (2): N nodes with a PostgreSQL and a Redis, people spread over them
          --rate R         fan-out: messages a second, all together (20)
          --seconds S      how long is measured (10)
          --url U          a running development server on this machine instead of a fresh one
          --tickets FILE   fan-out: attendees' ways in, one a line; --url may then be any server, http or https
          --pid P          process of the server at --url, to read its CPU and memory
          --compare A,B    fan-out: the same load on these too, in turns, twice: bare (a bare SignalR hub),
                           bare-tick (one that gathers for 100 ms)
          --json FILE      the figures as JSON

        fan-out fails unless these hold:
          --max-p99 MS     from when a message was due to an attendee
          --max-cpu S      server CPU seconds per million deliveries
          --max-kb KB      server memory per attendee
          --max-ratio R    server CPU per delivery against each of --compare

        Exit code: 0 fine, 1 something was lost, doubled or refused, or a limit did not hold, 2 bad arguments.
        """;

    private static readonly string[] Scenarios = ["fan-out", "quiet", "writes", "join", "votes", "presence", "populate"];

    private bool IsFanOut => Scenario is "fan-out" or "quiet";

    /// <exception cref="ArgumentException">Says what is wrong.</exception>
    public static Options Parse(string[] args)
    {
        if (args.Length == 0 || !Scenarios.Contains(args[0]))
        {
            throw new ArgumentException(args.Length == 0 ? "Which scenario?" : $"There is no scenario '{args[0]}'.");
        }

        var options = new Options(args[0], null, null, args[0] == "quiet" ? 6 : 20, 10, null, null, [], null, null, new Thresholds());
        for (var i = 1; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--attendees" => options with { Attendees = (int)Number(args[i], value, 1, 19_000, whole: true) },
                "--nodes" => options with { Nodes = (int)Number(args[i], value, 1, 8, whole: true) },
                "--rate" => options with { Rate = Number(args[i], value, 0.1, 10_000, whole: false) },
                "--seconds" => options with { Seconds = (int)Number(args[i], value, 1, 3_600, whole: true) },
                "--url" => options with { Url = Address(value) },
                "--tickets" => options with { Tickets = value },
                "--pid" => options with { Pid = (int)Number(args[i], value, 1, int.MaxValue, whole: true) },
                "--compare" => options with { Compare = Servers(value) },
                "--json" => options with { Json = value },
                "--max-p99" => options with { Thresholds = options.Thresholds with { P99 = Limit(args[i], value) } },
                "--max-cpu" => options with { Thresholds = options.Thresholds with { Cpu = Limit(args[i], value) } },
                "--max-kb" => options with { Thresholds = options.Thresholds with { Kb = Limit(args[i], value) } },
                "--max-ratio" => options with { Thresholds = options.Thresholds with { Ratio = Limit(args[i], value) } },
                _ => throw new ArgumentException($"There is no option '{args[i]}'."),
            };
        }

        return options switch
        {
            { Scenario: "populate", Url: null } => throw new ArgumentException("populate needs --url."),
            { Tickets: null, Url: not null } when !(options.Url.IsLoopback && options.Url.Scheme == Uri.UriSchemeHttp) =>
                throw new ArgumentException("A load must never reach somebody else's machine by a slip of the hand: without --tickets, --url is an http address of this machine, such as http://localhost:5080."),
            { Tickets: not null, Url: null } => throw new ArgumentException("--tickets goes with --url."),
            { IsFanOut: false } when options.Compare.Count > 0 || options.Tickets is not null || options.Thresholds != new Thresholds() =>
                throw new ArgumentException("--compare, --tickets and --max-… go with fan-out and quiet."),
            { Thresholds.Ratio: not null, Compare: [] } => throw new ArgumentException("--max-ratio needs --compare."),
            { Pid: not null, Url: null } => throw new ArgumentException("--pid goes with --url."),
            { Nodes: not null, IsFanOut: false, Scenario: not ("writes" or "presence") } => throw new ArgumentException("--nodes goes with fan-out, writes and presence."),
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

    private static double Limit(string name, string value) => Number(name, value, 0, 1e9, whole: false);

    private static string[] Servers(string value) => value.Split(',').Distinct().ToArray() is var names && names.All(Programs.Bare.ContainsKey)
        ? names
        : throw new ArgumentException($"--compare knows {string.Join(" and ", Programs.Bare.Keys)}.");

    private static Uri Address(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url
            : throw new ArgumentException("--url must be an http or https address.");
}

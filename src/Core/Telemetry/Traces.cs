using System.Diagnostics;

namespace Webinars.Telemetry;

/// <summary>The one source of our spans. While nobody listens, or what is being done is not recorded, nothing is made: no span, no object.</summary>
/// <remarks>A span tells of rooms, kinds and vendors by their names and ids; of people it tells nothing.</remarks>
public static class Traces
{
    public const string Name = "Webinars";

    private static readonly ActivitySource Source = new(Name);

    public static bool IsOn => Source.HasListeners();

    /// <summary>What is being done now, where it is recorded; default where it is not.</summary>
    public static ActivityContext Here => IsOn && Activity.Current is { Recorded: true } now ? now.Context : default;

    /// <summary>The same as a text (W3C traceparent), to be told to another node; null where nothing is recorded.</summary>
    public static string? Carried => IsOn && Activity.Current is { Recorded: true } now ? now.Id : null;

    /// <summary>What another node carried here; default for nothing, or for what cannot be read.</summary>
    public static ActivityContext Read(string? carried) =>
        carried is not null && ActivityContext.TryParse(carried, null, isRemote: true, out var context) ? context : default;

    /// <summary>A span that begins something: within what is being done now, else by itself, if the sampler wants it.</summary>
    public static Activity? Begin(string name) => Source.StartActivity(name);

    /// <summary>A part of what is being done now; null where that is not recorded.</summary>
    public static Activity? Part(string name) => IsOn && Activity.Current is { Recorded: true } ? Source.StartActivity(name) : null;

    /// <summary>A span that was caused elsewhere: it belongs to the first cause, and is linked to the others. Null without any.</summary>
    public static Activity? Caused(string name, IReadOnlyList<ActivityContext> causes) => causes.Count == 0
        ? null
        : Source.StartActivity(name, ActivityKind.Internal, causes[0], links: causes.Skip(1).Select(cause => new ActivityLink(cause)));
}

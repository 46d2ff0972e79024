namespace Webinars.LoadTests.Attendees;

internal enum RecordKind
{
    Frame,
    Pulse,
    Completion,
    Ping,

    /// <summary>The answer to the handshake, a notice, a goodbye.</summary>
    Other,
}

/// <summary>What an attendee needs to know of a record of the hub, parsed once however many receive it.</summary>
internal sealed class HubRecord
{
    private HubRecord(RecordKind kind) => Kind = kind;

    public RecordKind Kind { get; }

    /// <summary>Of a frame: who holds less than this has missed something.</summary>
    public long From { get; private init; }

    /// <summary>The position held after it: a frame's <c>to</c>, a pulse's <c>head</c>, a completion's <c>position</c>; 0 where there is none.</summary>
    public long To { get; private init; }

    /// <summary>Null where the number is not told.</summary>
    public long? Viewers { get; private init; }

    public bool IsApproximate { get; private init; }

    /// <summary>The posts of ours in it.</summary>
    public Spoken[] Spoken { get; private init; } = [];

    /// <summary>Frames and pulses go to everybody alike.</summary>
    public bool IsShared => Kind is RecordKind.Frame or RecordKind.Pulse;

    public static HubRecord Parse(ReadOnlySpan<byte> json)
    {
        var kind = HubJson.Kind(json);
        if (kind is RecordKind.Ping or RecordKind.Other)
        {
            return new HubRecord(kind);
        }

        return new HubRecord(kind)
        {
            From = kind is RecordKind.Frame ? HubJson.Number(json, "\"from\":"u8) ?? 0 : 0,
            To = HubJson.Number(json, kind switch { RecordKind.Frame => "\"to\":"u8, RecordKind.Pulse => "\"head\":"u8, _ => "\"position\":"u8 }) ?? 0,
            Viewers = kind is RecordKind.Frame ? null : HubJson.Number(json, "\"viewers\":"u8),
            IsApproximate = kind is not RecordKind.Frame && json.IndexOf("\"approximate\":true"u8) >= 0,
            Spoken = kind is RecordKind.Pulse ? [] : Attendees.Spoken.In(json),
        };
    }
}

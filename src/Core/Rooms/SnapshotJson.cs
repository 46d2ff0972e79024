using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Webinars.Log;

namespace Webinars.Rooms;

/// <summary>Writes a snapshot; one that many get is turned into JSON once, and only what is each one's own is put before it.</summary>
internal sealed class SnapshotJson : JsonConverter<Snapshot>
{
    public override Snapshot? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => JsonSerializer.Deserialize<Snapshot>(ref reader, options);

    public override void Write(Utf8JsonWriter writer, Snapshot snapshot, JsonSerializerOptions options)
    {
        if (snapshot.Shared is not { } shared)
        {
            JsonSerializer.Serialize(writer, snapshot, options);
            return;
        }

        var load = snapshot.Load is { } step ? $",\"load\":{JsonSerializer.Serialize(step, options)}" : "";
        var own = new Part(Encoding.UTF8.GetBytes($"{{\"viewers\":{snapshot.Viewers}{load}{(snapshot.Approximate is true ? ",\"approximate\":true" : "")}"), null);
        var rest = new Part(shared.Value, own);
        writer.WriteRawValue(new ReadOnlySequence<byte>(own, 0, rest, rest.Memory.Length), skipInputValidation: true);
    }

    /// <returns>All but the number of viewers, the load, and whether the number is approximate.</returns>
    public static ReadOnlyMemory<byte> Rest(Snapshot snapshot) =>
        JsonSerializer.SerializeToUtf8Bytes(snapshot with { Viewers = 0, Load = null, Approximate = null }, RoomEventJson.Options).AsMemory("{\"viewers\":0"u8.Length);

    private sealed class Part : ReadOnlySequenceSegment<byte>
    {
        public Part(ReadOnlyMemory<byte> bytes, Part? before)
        {
            Memory = bytes;
            if (before is not null)
            {
                RunningIndex = before.Memory.Length;
                before.Next = this;
            }
        }
    }
}

namespace Webinars.Sandbox.Mux.Rtmp;

/// <summary>A call in AMF 0: its name, its number, an object (often none), further values.</summary>
internal sealed record RtmpCommand(string Name, double Transaction, IReadOnlyDictionary<string, object?> Object, IReadOnlyList<object?> Rest)
{
    public static RtmpCommand Read(RtmpMessage message)
    {
        // A command that calls itself AMF 3 begins with a byte that says that AMF 0 follows.
        var skip = message.Type == MessageType.Amf3Command ? 1 : 0;
        var reader = new Amf0Reader(message.Payload.Span[Math.Min(skip, message.Payload.Length)..]);
        var name = reader.Read() as string ?? throw new RtmpException("It sent a command without a name");
        var transaction = reader.AtEnd ? 0 : reader.Read() as double? ?? 0;
        var given = reader.AtEnd ? null : reader.Read() as IReadOnlyDictionary<string, object?>;
        var rest = new List<object?>();
        while (!reader.AtEnd)
        {
            rest.Add(reader.Read());
        }

        return new RtmpCommand(name, transaction, given ?? new Dictionary<string, object?>(), rest);
    }

    public string? Text(int place) => Rest.ElementAtOrDefault(place) as string;
}

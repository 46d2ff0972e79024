using Webinars.Sandbox.Mux.Rtmp;

namespace Webinars.Sandbox.Mux.Ingest;

/// <summary>The beginning of what an encoder sends: what describes the picture and the sound is kept until the first key frame, from which one can watch.</summary>
internal sealed class Opening
{
    private const byte Avc = 7;
    private const byte Aac = 10;
    private readonly Dictionary<MessageType, RtmpMessage> _headers = [];
    private Dictionary<string, object?> _about = [];

    /// <summary>What ffmpeg must get before everything else.</summary>
    public IEnumerable<RtmpMessage> Headers => _headers.Values;

    /// <returns>True: this is the first key frame.</returns>
    /// <exception cref="RtmpException">It sends something else than H.264 and AAC.</exception>
    public bool Take(RtmpMessage message)
    {
        var bytes = message.Payload.Span;
        switch (message.Type)
        {
            case MessageType.Data:
                TakeData(message);
                return false;
            case MessageType.Audio when bytes.Length >= 2:
                if (bytes[0] >> 4 != Aac)
                {
                    throw new RtmpException("Its sound is not AAC");
                }

                Keep(message, isHeader: bytes[1] == 0);
                return false;
            case MessageType.Video when bytes.Length >= 5:
                // The highest bit says that a newer codec's name follows.
                if ((bytes[0] & 0x80) != 0 || (bytes[0] & 0x0F) != Avc)
                {
                    throw new RtmpException("Its picture is not H.264");
                }

                Keep(message, isHeader: bytes[1] == 0);
                return bytes[1] == 1 && bytes[0] >> 4 == 1 && _headers.ContainsKey(MessageType.Video);
            default:
                return false;
        }
    }

    public Live.Footage Describe(string folder)
    {
        // AVCDecoderConfigurationRecord (ISO/IEC 14496-15): version, profile, compatibility, level.
        var profile = _headers[MessageType.Video].Payload.Span.Slice(5 + 1, 3);
        var sound = _headers.ContainsKey(MessageType.Audio) ? ",mp4a.40.2" : "";
        return new Live.Footage(folder, $"avc1.{Convert.ToHexStringLower(profile)}{sound}", Size("width"), Size("height"));
    }

    private void Keep(RtmpMessage message, bool isHeader)
    {
        if (isHeader && message.Payload.Length >= (message.Type == MessageType.Video ? 5 + 4 : 2))
        {
            _headers[message.Type] = message;
        }
    }

    /// <summary>Encoders say <c>@setDataFrame</c> before what is to be kept; a file begins behind that word.</summary>
    private void TakeData(RtmpMessage message)
    {
        var reader = new Amf0Reader(message.Payload.Span);
        var payload = message.Payload;
        var name = reader.Read() as string;
        if (name == "@setDataFrame" && !reader.AtEnd)
        {
            payload = payload[^reader.Rest..];
            name = reader.Read() as string;
        }

        if (name == "onMetaData" && !reader.AtEnd)
        {
            _about = reader.Read() as Dictionary<string, object?> ?? [];
            _headers[MessageType.Data] = message with { Payload = payload };
        }
    }

    private int? Size(string name) => _about.GetValueOrDefault(name) is double and >= 16 and <= 16384 and var size ? (int)size : null;
}

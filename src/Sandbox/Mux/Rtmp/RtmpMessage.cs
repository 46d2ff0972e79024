namespace Webinars.Sandbox.Mux.Rtmp;

/// <param name="Timestamp">Milliseconds on the sender's clock; wraps after 49 days.</param>
internal readonly record struct RtmpMessage(MessageType Type, uint StreamId, uint Timestamp, ReadOnlyMemory<byte> Payload);

/// <summary>Those that this listener knows; the others are read and passed over.</summary>
internal enum MessageType : byte
{
    SetChunkSize = 1,
    Abort = 2,
    Acknowledgement = 3,
    UserControl = 4,
    WindowAcknowledgementSize = 5,
    SetPeerBandwidth = 6,
    Audio = 8,
    Video = 9,
    Amf3Data = 15,
    Amf3Command = 17,
    Data = 18,
    Command = 20,
}

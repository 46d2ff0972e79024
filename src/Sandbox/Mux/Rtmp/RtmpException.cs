namespace Webinars.Sandbox.Mux.Rtmp;

/// <summary>What a client sent is not RTMP, or more of it than we take: the connection ends. The text holds nothing that the client sent.</summary>
internal sealed class RtmpException(string message) : Exception(message);

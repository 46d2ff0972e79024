using System.Buffers.Binary;

namespace Webinars.Sandbox.Mux.Rtmp;

/// <summary>A publisher's connection: first it says what it wants to publish, then it is accepted or refused, then it sends.</summary>
/// <remarks>Every call may throw <see cref="RtmpException"/>, <see cref="IOException"/> (it has gone) or <see cref="OperationCanceledException"/>.</remarks>
/// <param name="app">The only application here: <c>rtmp://host/{app}</c>.</param>
internal sealed class RtmpConnection(Stream stream, string app) : IAsyncDisposable
{
    private const uint Window = 2_500_000;
    private const uint StreamId = 1;
    private const int MaxMedia = 8 * 1024 * 1024;
    private const int MaxCommands = 64;
    private const ushort StreamBegin = 0;
    private const ushort PingRequest = 6;
    private const ushort PingResponse = 7;

    private readonly RtmpInput _input = new(stream);
    private readonly ChunkWriter _output = new(stream);
    private ChunkReader? _chunks;
    private long _acknowledged;
    private uint _window = Window;

    /// <returns>The name that it wants to publish under: the stream key. Null: it left without one.</returns>
    public async Task<string?> ReadPublishAsync(CancellationToken cancellation)
    {
        await Handshake.RunAsync(_input, stream, cancellation);
        _chunks = new ChunkReader(_input);
        for (var i = 0; i < MaxCommands; i++)
        {
            if (await NextAsync(cancellation) is not { Type: MessageType.Command or MessageType.Amf3Command } message)
            {
                continue;
            }

            var command = RtmpCommand.Read(message);
            switch (command.Name)
            {
                case "connect":
                    await ConnectAsync(command, cancellation);
                    break;
                case "createStream":
                    await _output.CommandAsync(0, cancellation, "_result", command.Transaction, null, (double)StreamId);
                    break;
                case "releaseStream" or "FCPublish":
                    await _output.CommandAsync(0, cancellation, "_result", command.Transaction, null, null);
                    break;
                case "publish":
                    return command.Text(0)?.Split('?')[0];
                case "deleteStream" or "FCUnpublish" or "closeStream":
                    return null;
            }
        }

        throw new RtmpException("It sent everything but what it wants to publish");
    }

    public async Task AcceptAsync(CancellationToken cancellation)
    {
        _chunks!.MaxMessage = MaxMedia;
        await _output.UserControlAsync(StreamBegin, StreamId, cancellation);
        await StatusAsync("status", "NetStream.Publish.Start", "Publishing.", cancellation);
    }

    /// <param name="code">What comes behind <c>NetStream.Publish.</c>: <c>BadName</c>, <c>Rejected</c>.</param>
    public Task RefuseAsync(string code, string description, CancellationToken cancellation) =>
        StatusAsync("error", $"NetStream.Publish.{code}", description, cancellation);

    /// <returns>Audio, video or data; null when the publisher has ended what it sent.</returns>
    public async Task<RtmpMessage?> ReadMediaAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var message = await NextAsync(cancellation);
            switch (message.Type)
            {
                case MessageType.Audio or MessageType.Video or MessageType.Data:
                    return message;
                case MessageType.Command or MessageType.Amf3Command when RtmpCommand.Read(message).Name is "deleteStream" or "FCUnpublish" or "closeStream":
                    return null;
            }
        }
    }

    public ValueTask DisposeAsync() => _input.DisposeAsync();

    private async Task ConnectAsync(RtmpCommand command, CancellationToken cancellation)
    {
        if ((command.Object.GetValueOrDefault("app") as string)?.Trim('/') != app)
        {
            await _output.CommandAsync(0, cancellation, "_error", command.Transaction, null, Status("error", "NetConnection.Connect.InvalidApp", $"Publish to /{app}."));
            throw new RtmpException("It asked for another application");
        }

        await _output.ControlAsync(MessageType.WindowAcknowledgementSize, cancellation, Window);
        await _output.PeerBandwidthAsync(Window, cancellation);
        await _output.SetChunkSizeAsync(cancellation);
        var about = Status("status", "NetConnection.Connect.Success", "Connection succeeded.");
        about["objectEncoding"] = 0.0;
        var server = new Dictionary<string, object?> { ["fmsVer"] = "FMS/3,0,1,123", ["capabilities"] = 31.0 };
        await _output.CommandAsync(0, cancellation, "_result", command.Transaction, server, about);
    }

    private Task StatusAsync(string level, string code, string description, CancellationToken cancellation) =>
        _output.CommandAsync(StreamId, cancellation, "onStatus", 0.0, null, Status(level, code, description));

    private static Dictionary<string, object?> Status(string level, string code, string description) =>
        new() { ["level"] = level, ["code"] = code, ["description"] = description };

    /// <summary>The next message that is not about the connection itself.</summary>
    private async ValueTask<RtmpMessage> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var message = await _chunks!.ReadAsync(cancellation);
            if (_input.Received - _acknowledged >= _window / 2)
            {
                _acknowledged = _input.Received;
                await _output.ControlAsync(MessageType.Acknowledgement, cancellation, unchecked((uint)_acknowledged));
            }

            switch (message.Type)
            {
                case MessageType.WindowAcknowledgementSize when message.Payload.Length >= 4:
                    _window = Math.Max(BinaryPrimitives.ReadUInt32BigEndian(message.Payload.Span), 64 * 1024);
                    break;
                case MessageType.UserControl when message.Payload.Length >= 6 && BinaryPrimitives.ReadUInt16BigEndian(message.Payload.Span) == PingRequest:
                    await _output.UserControlAsync(PingResponse, BinaryPrimitives.ReadUInt32BigEndian(message.Payload.Span[2..]), cancellation);
                    break;
                case MessageType.Audio or MessageType.Video or MessageType.Data or MessageType.Command or MessageType.Amf3Command:
                    return message;
            }
        }
    }
}

using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Webinars.LoadTests.Attendees;

/// <param name="json">One record of the hub protocol without its end mark; valid only during the call.</param>
internal delegate void RecordHandler(ReadOnlySpan<byte> json);

/// <summary>One WebSocket that carries records of the JSON hub protocol.</summary>
/// <remarks>
/// Straight on the socket: a sixth less CPU for a delivery than over <see cref="System.Net.WebSockets.ClientWebSocket"/> (RESULTS.md),
/// for thousands of these share the machine with the server that they measure.
/// </remarks>
internal sealed class HubSocket : IDisposable
{
    public const byte End = 0x1e;
    private const int Usual = 8 * 1024;
    private const int Most = 8 * 1024 * 1024;
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly SemaphoreSlim _sending = new(1);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Usual);

    /// <summary>How much of the buffer, from its beginning, is the unfinished record of frames that were taken apart.</summary>
    private int _record;

    /// <summary>Where in the buffer whole or unfinished frames stand.</summary>
    private int _begin;

    private int _end;

    /// <exception cref="SocketException">Nobody listens there.</exception>
    /// <exception cref="RunFailedException">The server does not let it in.</exception>
    public async Task Connect(Uri door, CancellationToken ct)
    {
        await _socket.ConnectAsync(new DnsEndPoint(door.Host, door.Port), ct);
        var upgrade = $"GET {door.PathAndQuery} HTTP/1.1\r\nHost: {door.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))}\r\n\r\n";
        await _socket.SendAsync(Encoding.ASCII.GetBytes(upgrade), ct);

        int headers;
        do
        {
            headers = await Receive(ct) ? _buffer.AsSpan(0, _end).IndexOf("\r\n\r\n"u8) : throw new RunFailedException("A socket was closed at the door.");
        }
        while (headers < 0);

        var status = Encoding.ASCII.GetString(_buffer, 0, headers).Split('\r')[0].Split(' ')[1];
        _begin = status switch
        {
            "101" => headers + 4,
            "401" => throw new RunFailedException(Refusals.Explain("ticket-expired")),
            "429" => throw new RunFailedException(Refusals.Explain("connections")),
            _ => throw new RunFailedException($"The server answered a socket with {status}."),
        };
    }

    /// <param name="records">Whole records, each with its end mark.</param>
    public Task Send(ReadOnlySpan<byte> records, CancellationToken ct) => SendFrame(WebSocketFrame.Write(WebSocketFrame.Text, records), ct);

    /// <summary>Hands on every record, in order, until the server closes the connection.</summary>
    /// <exception cref="SocketException">It broke.</exception>
    public async Task Read(RecordHandler take, CancellationToken ct)
    {
        while (Take(take, ct) && await Receive(ct))
        {
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private async Task SendFrame(byte[] frame, CancellationToken ct)
    {
        await _sending.WaitAsync(ct);
        try
        {
            await _socket.SendAsync(frame, ct);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async ValueTask<bool> Receive(CancellationToken ct)
    {
        if (_end == _buffer.Length)
        {
            MakeRoom();
        }

        var received = await _socket.ReceiveAsync(_buffer.AsMemory(_end), ct);
        _end += received;
        return received > 0;
    }

    /// <returns>False when the server said good-bye.</returns>
    private bool Take(RecordHandler take, CancellationToken ct)
    {
        while (WebSocketFrame.Read(_buffer.AsSpan(_begin, _end - _begin)) is { } frame && frame.Length <= _end - _begin)
        {
            var payload = _buffer.AsSpan(_begin + frame.HeaderLength, frame.PayloadLength);
            _begin += frame.Length;
            if (frame.IsData)
            {
                TakeData(payload, take);
            }
            else if (frame.Opcode == WebSocketFrame.Close)
            {
                return false;
            }
            else if (frame.Opcode == WebSocketFrame.Ping)
            {
                _ = SendFrame(WebSocketFrame.Write(WebSocketFrame.Pong, payload), ct);
            }
        }

        if (_begin == _end)
        {
            _begin = _end = _record;
        }

        return true;
    }

    /// <summary>A frame holds whole records as a rule; a large record may come in several frames, and is put together at the buffer's beginning.</summary>
    private void TakeData(Span<byte> payload, RecordHandler take)
    {
        if (_record > 0)
        {
            payload.CopyTo(_buffer.AsSpan(_record));
            payload = _buffer.AsSpan(0, _record + payload.Length);
            _record = 0;
        }

        for (var end = payload.IndexOf(End); end >= 0; end = payload.IndexOf(End))
        {
            take(payload[..end]);
            payload = payload[(end + 1)..];
        }

        payload.CopyTo(_buffer);
        _record = payload.Length;
    }

    /// <summary>Moves unfinished frames down to the unfinished record; when that is not enough, into a larger buffer.</summary>
    private void MakeRoom()
    {
        var unfinished = _end - _begin;
        var target = _record + unfinished > _buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2) : _buffer;
        if (target.Length > Most)
        {
            throw new RunFailedException($"A record of more than {Most / 2} bytes.");
        }

        _buffer.AsSpan(_begin, unfinished).CopyTo(target.AsSpan(_record));
        if (target != _buffer)
        {
            _buffer.AsSpan(0, _record).CopyTo(target);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        (_begin, _end) = (_record, _record + unfinished);
    }
}

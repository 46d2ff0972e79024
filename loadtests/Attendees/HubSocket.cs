using System.Buffers;
using System.Net.WebSockets;

namespace Webinars.LoadTests.Attendees;

/// <param name="json">One record of the hub protocol without its end mark; valid only during the call.</param>
internal delegate void RecordHandler(ReadOnlySpan<byte> json);

/// <summary>One WebSocket that carries records of the JSON hub protocol. Light: thousands of them must cost less than the server that is measured.</summary>
internal sealed class HubSocket : IDisposable
{
    public const byte End = 0x1e;
    private const int Usual = 8 * 1024;
    private const int Most = 8 * 1024 * 1024;
    private readonly ClientWebSocket _socket = new() { Options = { KeepAliveInterval = TimeSpan.Zero } };
    private readonly SemaphoreSlim _sending = new(1);

    public async Task Connect(Uri door, CancellationToken ct)
    {
        try
        {
            await _socket.ConnectAsync(door, ct);
        }
        catch (WebSocketException refused)
        {
            // The address holds a ticket and is not shown.
            throw new RunFailedException(refused.Message.Contains("429", StringComparison.Ordinal)
                ? Refusals.Explain("connections")
                : $"A socket was refused: {refused.Message}");
        }
    }

    /// <param name="records">Whole records, each with its end mark.</param>
    public async Task Send(ReadOnlyMemory<byte> records, CancellationToken ct)
    {
        await _sending.WaitAsync(ct);
        try
        {
            await _socket.SendAsync(records, WebSocketMessageType.Text, endOfMessage: true, ct);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Hands on every record, in order, until the server closes or the connection breaks.</summary>
    public async Task Read(RecordHandler take, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Usual);
        try
        {
            var filled = 0;
            while (await _socket.ReceiveAsync(buffer.AsMemory(filled), ct) is { MessageType: not WebSocketMessageType.Close } received)
            {
                filled = Take(buffer.AsSpan(0, filled + received.Count), take);
                if (filled == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    /// <returns>How many bytes of an unfinished record now stand at the beginning.</returns>
    private static int Take(Span<byte> filled, RecordHandler take)
    {
        var rest = filled;
        for (var end = rest.IndexOf(End); end >= 0; end = rest.IndexOf(End))
        {
            take(rest[..end]);
            rest = rest[(end + 1)..];
        }

        rest.CopyTo(filled);
        return rest.Length;
    }

    private static byte[] Grow(byte[] full)
    {
        if (full.Length >= Most)
        {
            throw new InvalidDataException($"A record of more than {Most} bytes.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Webinars.LoadTests.Attendees;

/// <param name="json">The record without its end mark; valid only during the call.</param>
/// <param name="at">When its bytes were read (<see cref="Stopwatch"/> ticks).</param>
internal delegate void RecordHandler(HubRecord record, ReadOnlySpan<byte> json, long at);

/// <summary>One WebSocket that carries records of the JSON hub protocol.</summary>
/// <remarks>
/// Straight on the socket, for thousands of these share the machine with the server that they measure. Nothing asynchronous is ever begun on a socket that
/// <see cref="ReadLoop"/> reads: .NET would watch it too. TLS, and systems without epoll, go through a stream and a task for each connection.
/// </remarks>
/// <param name="take">Gets every record, in order, one at a time.</param>
/// <param name="ended">Is called once, when nothing more will come; not when it was disposed of.</param>
internal sealed class HubSocket(RecordHandler take, Action ended) : IDisposable
{
    private const int StreamBuffer = 16 * 1024;
    private readonly Lock _sending = new();
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Remainder _frame;
    private Remainder _record;
    private Stream? _stream;
    private int? _name;
    private bool _over;

    public Socket Socket { get; } = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <param name="door">ws or wss.</param>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    /// <exception cref="RunFailedException">The server does not let it in.</exception>
    public async Task Connect(Uri door, CancellationToken ct)
    {
        var upgrade = Encoding.ASCII.GetBytes($"GET {door.PathAndQuery} HTTP/1.1\r\nHost: {door.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))}\r\n\r\n");
        if (door.Scheme == Uri.UriSchemeWs && OperatingSystem.IsLinux())
        {
            Socket.Connect(door.Host, door.Port);
            Write(upgrade);
            _name = ReadLoop.Shared.Add(this);
        }
        else
        {
            _stream = await Stream(door, ct);
            Write(upgrade);
            _ = Read(_stream);
        }

        await _open.Task.WaitAsync(ct);
    }

    /// <param name="records">Whole records, each with its end mark.</param>
    /// <returns>False when the connection is over.</returns>
    public bool Send(ReadOnlySpan<byte> records) => TryWrite(WebSocketFrame.Write(WebSocketFrame.Text, records));

    /// <summary>Takes what was received; by the holder of <see cref="ReadLoop.Turn"/>.</summary>
    /// <param name="received">Empty: the other side has ended it.</param>
    public void Take(ReadOnlySpan<byte> received, long at)
    {
        if (_over)
        {
            return;
        }

        try
        {
            if (received.IsEmpty)
            {
                End(new RunFailedException("A socket was closed at the door."));
                return;
            }

            var rest = _frame.With(received);
            if (_open.Task.IsCompleted || TakeUpgrade(ref rest))
            {
                TakeFrames(ref rest, at);
            }

            _frame.Keep(rest);
        }
        catch (RunFailedException broken)
        {
            End(broken);
        }
    }

    public void Dispose()
    {
        lock (ReadLoop.Turn)
        {
            _over = true;
            Forget();
        }

        _stream?.Dispose();
        Socket.Dispose();
    }

    private async Task<Stream> Stream(Uri door, CancellationToken ct)
    {
        await Socket.ConnectAsync(new DnsEndPoint(door.Host, door.Port), ct);
        var plain = new NetworkStream(Socket, ownsSocket: false);
        if (door.Scheme == Uri.UriSchemeWs)
        {
            return plain;
        }

        var secure = new SslStream(plain);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = door.Host }, ct);
        return secure;
    }

    private async Task Read(Stream stream)
    {
        var buffer = new byte[StreamBuffer];
        var received = 1;
        while (received > 0)
        {
            try
            {
                received = await stream.ReadAsync(buffer);
            }
            catch (Exception broken) when (broken is IOException or ObjectDisposedException)
            {
                received = 0;
            }

            lock (ReadLoop.Turn)
            {
                Take(buffer.AsSpan(0, received), Stopwatch.GetTimestamp());
            }
        }
    }

    /// <returns>False while the answer is not complete.</returns>
    private bool TakeUpgrade(ref ReadOnlySpan<byte> received)
    {
        if (received.IndexOf("\r\n\r\n"u8) is not (>= 0 and var headers))
        {
            return false;
        }

        var status = Encoding.ASCII.GetString(received[..headers]).Split('\r')[0].Split(' ')[1];
        received = received[(headers + 4)..];
        switch (status)
        {
            case "101":
                _open.SetResult();
                return true;
            case "401":
                throw new RunFailedException(Refusals.Explain("ticket-expired"));
            case "429":
                throw new RunFailedException(Refusals.Explain("connections"));
            default:
                throw new RunFailedException($"The server answered a socket with {status}.");
        }
    }

    private void TakeFrames(ref ReadOnlySpan<byte> received, long at)
    {
        while (!_over && WebSocketFrame.Read(received) is { } frame && frame.Length <= received.Length)
        {
            var payload = received.Slice(frame.HeaderLength, frame.PayloadLength);
            received = received[frame.Length..];
            if (frame.IsData)
            {
                TakeData(payload, at);
            }
            else if (frame.Opcode == WebSocketFrame.Close)
            {
                End(null);
            }
            else if (frame.Opcode == WebSocketFrame.Ping)
            {
                TryWrite(WebSocketFrame.Write(WebSocketFrame.Pong, payload));
            }
        }
    }

    /// <summary>A frame holds whole records as a rule; a large record may come in several.</summary>
    private void TakeData(ReadOnlySpan<byte> payload, long at)
    {
        payload = _record.With(payload);
        while (ReadLoop.Recent.Next(ref payload, out var json) is { } record)
        {
            take(record, json, at);
        }

        _record.Keep(payload);
    }

    /// <param name="why">For who still waits at the door.</param>
    private void End(Exception? why)
    {
        _over = true;
        Forget();
        _open.TrySetException(why ?? new RunFailedException("A socket was closed at the door."));
        ended();

        // Else it would be said for ever that there is something to read: its end.
        Socket.Dispose();
    }

    private void Forget()
    {
        if (_name is { } name)
        {
            ReadLoop.Shared.Remove(name);
        }

        _frame.Keep([]);
        _record.Keep([]);
    }

    private bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Write(bytes);
            return true;
        }
        catch (Exception broken) when (broken is SocketException or IOException or ObjectDisposedException)
        {
            // The reading end sees it too, and tells.
            return false;
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_sending)
        {
            if (_stream is not null)
            {
                _stream.Write(bytes);
            }
            else
            {
                Socket.Send(bytes);
            }
        }
    }
}

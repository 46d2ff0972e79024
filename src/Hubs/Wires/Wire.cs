using System.Buffers;
using System.Net.Sockets;

namespace Webinars.Hubs.Wires;

/// <summary>
/// The one way out of a connection: what SignalR's WebSocket writes, and shared frames past it; each message whole, in the order in which they came.
/// A shared frame is one call of the kernel, and nobody waits for who does not read.
/// The first message is always the WebSocket's own: SignalR's answer to the handshake, before which a client understands nothing.
/// </summary>
/// <param name="upgraded">The connection once it is a WebSocket.</param>
/// <param name="socket">Does not block; set where nothing stands between it and the network (no TLS): its bytes go there. Null: into <paramref name="upgraded"/>.</param>
internal sealed class Wire(Stream upgraded, Socket? socket, TimeProvider time) : UpgradedStream(upgraded)
{
    /// <summary>So many bytes of shared frames wait at most for a connection that takes nothing.</summary>
    public const int Bound = 64 * 1024;

    private readonly Lock _gate = new();
    private Queue<Waiting>? _waiting;
    private ArrayBufferWriter<byte>? _fragments;
    private int _held;
    private bool _isOpen;
    private bool _isSending;
    private bool _isBroken;
    private long _since;

    /// <summary>The network does not take what was sent as yet.</summary>
    public bool IsStuck
    {
        get
        {
            lock (_gate)
            {
                return _isSending;
            }
        }
    }

    /// <summary>How long the network has taken nothing of what waits; zero when nothing waits.</summary>
    public TimeSpan StuckFor
    {
        get
        {
            lock (_gate)
            {
                return _isSending ? time.GetElapsedTime(_since) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Sends it now or, while earlier bytes wait, after them.</summary>
    /// <returns>False when too much waits already, or the connection is gone: it is left out.</returns>
    public bool TrySend(SharedFrame frame)
    {
        lock (_gate)
        {
            if (_held > 0 && _held + frame.Bytes.Length > Bound)
            {
                return false;
            }

            Send(frame.Bytes, isShared: true);
            return !_isBroken;
        }
    }

    /// <summary>As <see cref="TrySend(SharedFrame)"/>, of one frame in parts, which need not be put together for it.</summary>
    public bool TrySend(IList<ArraySegment<byte>> parts)
    {
        lock (_gate)
        {
            var length = parts.Sum(part => part.Count);
            if (_held > 0 && _held + length > Bound)
            {
                return false;
            }

            var sent = _isBroken || _isSending || !_isOpen ? 0 : SendParts(parts);
            if (sent < length)
            {
                Send(Together(parts, length).AsMemory(sent), isShared: true);
            }

            return !_isBroken;
        }
    }

    /// <summary>One frame of the WebSocket's own. Fragments of a message are held until the last one is there: nothing shared may come between them.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var (isLast, isControl) = ((buffer.Span[0] & 0x80) != 0, (buffer.Span[0] & 0x08) != 0);
            if (!isLast || (_fragments is not null && !isControl))
            {
                (_fragments ??= new()).Write(buffer.Span);
                if (!isLast)
                {
                    return ValueTask.CompletedTask;
                }

                (buffer, _fragments) = (_fragments.WrittenMemory, null);
            }

            var sending = Send(buffer, isShared: false);
            if (!_isOpen && !isControl)
            {
                _isOpen = true;
                SendHeld();
            }

            return sending is not null ? new ValueTask(sending)
                : _isBroken ? ValueTask.FromException(Gone())
                : ValueTask.CompletedTask;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_gate)
            {
                Break();
            }
        }

        base.Dispose(disposing);
    }

    private static IOException Gone() => new("The connection is gone.");

    /// <returns>Null once it is with the network, or never will be; else (of a shared one nobody asks) when it is.</returns>
    private Task? Send(ReadOnlyMemory<byte> bytes, bool isShared)
    {
        if (_isBroken)
        {
            return null;
        }

        ValueTask writing = default;
        var waits = _isSending || (isShared && !_isOpen);
        if (!waits)
        {
            writing = Write(bytes);
            if (writing.IsCompletedSuccessfully)
            {
                writing.GetAwaiter().GetResult();
                return null;
            }
        }

        var waiting = new Waiting(bytes, isShared ? null : new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _held += waiting.Held;
        if (waits)
        {
            (_waiting ??= new()).Enqueue(waiting);
        }
        else
        {
            (_isSending, _since) = (true, time.GetTimestamp());
            _ = Drain(writing, waiting);
        }

        return waiting.Sent?.Task;
    }

    /// <summary>Of what came before the first message, all that the network takes; the rest follows by itself.</summary>
    private void SendHeld()
    {
        while (!_isSending && _waiting?.TryDequeue(out var first) is true)
        {
            _held -= first.Held;
            Send(first.Bytes, isShared: true);
        }
    }

    private async Task Drain(ValueTask writing, Waiting now)
    {
        try
        {
            while (true)
            {
                await writing;
                lock (_gate)
                {
                    now.Sent?.TrySetResult();
                    _held -= now.Held;
                    if (_isBroken || _waiting is null || !_waiting.TryDequeue(out now))
                    {
                        (_isSending, _waiting) = (false, null);
                        return;
                    }

                    _since = time.GetTimestamp();
                    writing = Write(now.Bytes);
                }
            }
        }
        catch (Exception)
        {
            // However it broke: SignalR learns of it where it reads, and by what it writes itself.
            lock (_gate)
            {
                now.Sent?.TrySetException(Gone());
                Break();
            }
        }
    }

    private ValueTask Write(ReadOnlyMemory<byte> bytes)
    {
        if (socket is null)
        {
            return Upgraded.WriteAsync(bytes);
        }

        try
        {
            var sent = socket.Send(bytes.Span, SocketFlags.None, out var error);
            return error switch
            {
                SocketError.Success when sent == bytes.Length => ValueTask.CompletedTask,
                SocketError.Success => WriteRest(socket, bytes[sent..]),
                SocketError.WouldBlock => WriteRest(socket, bytes),
                _ => ValueTask.FromException(new SocketException((int)error)),
            };
        }
        catch (ObjectDisposedException gone)
        {
            return ValueTask.FromException(gone);
        }
    }

    /// <returns>How many bytes the network took at once.</returns>
    private int SendParts(IList<ArraySegment<byte>> parts)
    {
        try
        {
            return socket?.Send(parts, SocketFlags.None, out _) ?? 0;
        }
        catch (ObjectDisposedException)
        {
            return 0;
        }
    }

    private static byte[] Together(IList<ArraySegment<byte>> parts, int length)
    {
        var bytes = new byte[length];
        var rest = bytes.AsSpan();
        foreach (var part in parts)
        {
            part.AsSpan().CopyTo(rest);
            rest = rest[part.Count..];
        }

        return bytes;
    }

    private static async ValueTask WriteRest(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None)..];
        }
    }

    /// <summary>Nothing more goes out, and who waits is told.</summary>
    private void Break()
    {
        (_isBroken, _held) = (true, 0);
        while (_waiting?.TryDequeue(out var waiting) is true)
        {
            waiting.Sent?.TrySetException(Gone());
        }
    }

    /// <param name="Sent">Null for a shared frame: nobody waits for it.</param>
    private readonly record struct Waiting(ReadOnlyMemory<byte> Bytes, TaskCompletionSource? Sent)
    {
        public int Held => Sent is null ? Bytes.Length : 0;
    }
}

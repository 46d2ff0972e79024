using System.Diagnostics;

namespace Webinars.LoadTests.Attendees;

/// <summary>One thread and one buffer that read for everybody: a system call for each WebSocket frame, no allocation and no other thread.</summary>
internal sealed class ReadLoop
{
    private const int BufferSize = 256 * 1024;

    /// <summary>With more than these, waking for each frame by itself would cost more than reading it: they gather for a moment, which latencies then include.</summary>
    private const int Many = 1_000;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private readonly Epoll _epoll = new();

    /// <summary>Names are never used again: what was still to be told of a closed socket is not taken for another's.</summary>
    private readonly List<HubSocket?> _sockets = [];

    private ReadLoop() => new Thread(Run) { IsBackground = true, Name = "read loop" }.Start();

    public static ReadLoop Shared { get; } = new();

    /// <summary>Held while anything received is taken apart: the recent records, and whatever attendees count, belong to the holder.</summary>
    public static Lock Turn { get; } = new();

    public static RecentRecords Recent { get; } = new();

    /// <returns>Its name.</returns>
    public int Add(HubSocket socket)
    {
        lock (Turn)
        {
            _sockets.Add(socket);
            _epoll.Watch(socket.Socket, _sockets.Count - 1);
            return _sockets.Count - 1;
        }
    }

    /// <summary>Before it is closed; by the holder of <see cref="Turn"/>.</summary>
    public void Remove(int name) => _sockets[name] = null;

    private void Run()
    {
        var buffer = new byte[BufferSize];
        while (true)
        {
            var count = _epoll.Wait();
            lock (Turn)
            {
                for (var i = 0; i < count; i++)
                {
                    if (_sockets[(int)_epoll.Name(i)] is { } socket)
                    {
                        var received = socket.Socket.Receive(buffer, System.Net.Sockets.SocketFlags.None, out _);
                        socket.Take(buffer.AsSpan(0, received), Stopwatch.GetTimestamp());
                    }
                }
            }

            if (_sockets.Count > Many)
            {
                Thread.Sleep(Moment);
            }
        }
    }
}

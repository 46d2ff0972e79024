using System.Collections.Concurrent;
using Webinars.Sandbox.Knock.Feeds;

namespace Webinars.Sandbox.Knock.Socket;

/// <summary>The sockets that are open now.</summary>
public sealed class FeedSockets(SandboxFile<KnockState> file)
{
    private readonly ConcurrentDictionary<FeedSocket, bool> _open = [];

    internal void Add(FeedSocket socket) => _open[socket] = true;

    internal void Remove(FeedSocket socket) => _open.TryRemove(socket, out _);

    /// <summary>Whoever looks at the feed of one of them hears that it is there.</summary>
    internal void Tell(IReadOnlyList<Message> messages)
    {
        foreach (var message in messages)
        {
            foreach (var socket in _open.Keys.Where(x => x.User == message.UserId))
            {
                file.Read(state =>
                {
                    socket.Tell(message, state);
                    return true;
                });
            }
        }
    }
}

using Webinars.Rooms;

namespace Webinars.Hubs;

/// <summary>What a browser hears; docs/protocol.md.</summary>
public interface IRoomClient
{
    Task Frame(Frame frame);

    Task Pulse(Pulse pulse);

    Task Notice(Notice notice);
}

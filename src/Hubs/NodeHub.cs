using Microsoft.AspNetCore.SignalR;
using Webinars.People;
using Webinars.Rooms;

namespace Webinars.Hubs;

/// <summary>A hub whose clients are the nodes: what is directed at people who may be on any of them goes through its backplane. No browser ever connects to it.</summary>
public sealed class NodeHub : Hub<INodeClient>;

/// <summary>What a node hears.</summary>
public interface INodeClient
{
    /// <summary>Tell those in this room on your node who may do this.</summary>
    Task Notice(Guid webinar, Capability who, Notice notice);
}

namespace Webinars.Hubs;

/// <summary>An answer of a hub's method that is not written by SignalR: the connection's own wire sends it when SignalR would.</summary>
/// <param name="send">Sends it as the completion of the call with this id.</param>
public abstract class Straight(Action<string> send)
{
    internal void Send(string call) => send(call);
}

/// <typeparam name="T">What the browser gets.</typeparam>
public sealed class Straight<T>(Action<string> send) : Straight(send);

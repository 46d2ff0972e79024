namespace Webinars.Rooms.Polls;

public sealed record PollBoard
{
    public static readonly PollBoard Empty = new();
}

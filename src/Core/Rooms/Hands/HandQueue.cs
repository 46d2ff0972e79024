namespace Webinars.Rooms.Hands;

public sealed record HandQueue
{
    public static readonly HandQueue Empty = new();
}

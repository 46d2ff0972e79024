namespace Webinars.Rooms.Handouts;

public sealed record HandoutShelf
{
    public static readonly HandoutShelf Empty = new();
}

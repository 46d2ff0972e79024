using System.Security.Cryptography;
using Webinars.People;
using Webinars.Text;

namespace Webinars.Rooms.Handouts;

/// <summary>
/// Hands out a file, which is saved together with the event that tells of it.
/// Refused: too-large, unsupported-type (or the file is not of the type that it says), too-long, too-short, bad-text, invalid, too-many (20).
/// </summary>
/// <param name="Title">Null or blank: its name.</param>
/// <param name="Type">Media type; parameters are left out.</param>
public sealed record AddFile(Actor By, string ClientId, Guid WebinarId, string? Title, string? Name, string? Type, byte[] Content) : RoomAction(By, ClientId)
{
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>Made before the queue: megabytes are not to be written down inside a transaction.</summary>
    private string Stored { get; init; } = "";

    public override Capability Needs => Capability.ShareHandouts;

    protected override string Said => $"{WebinarId} {Type} {Convert.ToHexString(SHA256.HashData(Content))}\n{Name}\n{Title}";

    public override RoomAction Checked()
    {
        if (Content.Length is 0 or > MaxBytes)
        {
            throw new RefusedException(Content.Length is 0 ? Refusal.Invalid("body", "The file is empty.") : Refusal.TooLarge);
        }

        if (FileType.Find(Type) is not { } type || !type.Fits(Content))
        {
            throw new RefusedException(Refusal.UnsupportedType);
        }

        var name = type.NameOf(Name);
        return this with
        {
            Title = PlainText.Clean(string.IsNullOrWhiteSpace(Title) ? name : Title, 1, AddLink.MaxTitle, field: "title"),
            Name = name,
            Type = type.Name,
            Stored = HandoutFiles.Write(new StoredFile(name, type.Name, Content)),
        };
    }

    public override Decision Decide(Room room, DateTimeOffset now)
    {
        if (room.Handouts.IsFull)
        {
            return Refusal.TooMany;
        }

        // The event's position, which is the handout's id.
        var id = room.Position + 1;
        var added = new HandoutAdded(Title, $"/api/webinars/{WebinarId}/handouts/{id}", new HandoutFile(Type!, Content.Length));
        return new Decision([added], null, [HandoutFiles.ToPut(WebinarId, id, Stored)]);
    }
}

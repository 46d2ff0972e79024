using System.Collections.Immutable;
using Webinars.Log;
using Webinars.Rooms.Chat;

namespace Webinars.Rooms.Moderation;

/// <summary>What people said against a message.</summary>
/// <param name="By">Everybody who reported it, ever: one does it once.</param>
/// <param name="Waiting">How many since a moderator last looked.</param>
/// <param name="Reasons">Of those, where they gave one; the first 20.</param>
public sealed record MessageReports(ImmutableHashSet<Guid> By, int Waiting, ImmutableList<string> Reasons)
{
    public static readonly MessageReports None = new(ImmutableHashSet<Guid>.Empty, 0, []);
    private const int Shown = 20;

    public MessageReports Add(Guid person, string? reason) =>
        new(By.Add(person), Waiting + 1, reason is null || Reasons.Count >= Shown ? Reasons : Reasons.Add(reason));

    public MessageReports Resolve() => this with { Waiting = 0, Reasons = [] };
}

/// <summary>For moderators: a message that waits for their look. Who reported it stays with the room.</summary>
public sealed record ReportView(MessageView Message, int Count, IReadOnlyList<string> Reasons)
{
    /// <summary>Those that wait, oldest message first. What was removed needs no look any more.</summary>
    public static IReadOnlyList<ReportView> Of(Room room, Viewer viewer) =>
    [
        .. from amendment in room.Chat.Amended.Values
           where amendment.Reports.Waiting > 0 && room.RemovalOf(amendment.Message) is null
           orderby amendment.Message.Position
           select new ReportView(MessageView.Of(amendment.Message, room, viewer), amendment.Reports.Waiting, amendment.Reports.Reasons),
    ];
}

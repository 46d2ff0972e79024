using System.Text.Json;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Moderation;
using Webinars.Rooms.Moderation.Sanctions;
using Webinars.Scheduling;

namespace Webinars.Core.Tests;

/// <summary>People and a chat for the tests of chat and moderation.</summary>
internal static class ChatStory
{
    public static readonly Actor Olga = new(Guid.NewGuid(), "Olga Owner", Role.Owner);
    public static readonly Actor Mona = new(Guid.NewGuid(), "Mona Moderator", Role.Moderator);
    public static readonly Actor Max = new(Guid.NewGuid(), "Max Moderator", Role.Moderator);
    public static readonly Actor Pia = new(Guid.NewGuid(), "Pia Panelist", Role.Panelist);
    public static readonly Actor Ada = new(Guid.NewGuid(), "Ada", Role.Attendee);
    public static readonly Actor Otto = new(Guid.NewGuid(), "Otto", Role.Attendee);

    /// <summary>1 live · 2 Ada: "Hello" · 3 Otto: "Hi" · 4 Ada: "How are you?"</summary>
    public static readonly Room Live = Story.Fold(
        new StatusChanged(WebinarStatus.Live, 3) { By = Olga },
        new MessagePosted("m1", "Hello") { By = Ada },
        new MessagePosted("m2", "Hi") { By = Otto },
        new MessagePosted("m3", "How are you?", 2) { By = Ada }) with
    {
        Roles = System.Collections.Immutable.ImmutableDictionary<Guid, Role>.Empty
            .Add(Mona.Id, Role.Moderator).Add(Max.Id, Role.Moderator).Add(Pia.Id, Role.Panelist),
    };

    public static Room With(this Room room, RoomSettings settings) => room.Then(new SettingsChanged(settings) { By = Mona });

    public static MessageView Message(this Room room, long id, Actor to) => room.SeenBy(to).Messages.Single(message => message.Position == id);

    public static string Text(this Room room, long id) => room.Message(id, Otto).Text;

    public static SanctionPerson Mute(Actor by, Actor whom, int? minutes = null, bool removeMessages = false) => Impose(by, SanctionKind.Mute, whom, minutes, removeMessages);

    public static SanctionPerson Ban(Actor by, Actor whom, bool removeMessages = false) => Impose(by, SanctionKind.Ban, whom, null, removeMessages);

    /// <summary>The one of this kind that the action becomes, as this person is told of it in the room that it leads to.</summary>
    public static T? Told<T>(this Room room, RoomAction action, Actor to) where T : LiveEvent
    {
        var decision = room.Decides(action);
        return room.Does(action).Shows(decision.Events.OfType<T>().Single(), to);
    }

    public static string Json(object? value) => JsonSerializer.Serialize(value, RoomEventJson.Options);

    private static SanctionPerson Impose(Actor by, SanctionKind kind, Actor whom, int? minutes, bool removeMessages) =>
        new(by, "c", new SanctionRequest(kind, whom.Id, null, null, minutes, removeMessages)) { Named = new Person(whom.Id, null, whom.Name, null, null) };
}

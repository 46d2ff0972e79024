using Webinars.Notifications;
using Webinars.People;
using Webinars.Registering;
using Webinars.Rooms;
using Webinars.Scheduling;

namespace Webinars.Telling.Notices;

/// <summary>Makes notices of orders: reads what is true now, and who is still to be told.</summary>
public sealed class NoticeDesk(
    WebinarStore webinars, RegistrationStore registrations, PersonStore people, LiveRooms rooms, Whereabouts whereabouts, PublicAddress address, TimeProvider time)
{
    private readonly record struct Scene(NoticeOrder Order, Webinar Webinar, Room? Room);

    /// <returns>Null when it makes no sense any more, or there is nobody to tell.</returns>
    public async Task<Notification?> Write(NoticeOrder order, DateTimeOffset due, CancellationToken ct)
    {
        if (await webinars.Get(order.Webinar, ct) is not { } webinar || !NoticeSense.Holds(order, webinar, due, time.GetUtcNow()))
        {
            return null;
        }

        // Hosts are who the room says, beside the one whose webinar it is.
        var room = NoticeSense.IsOfRoom(order.Kind) || order.To is null ? await rooms.After(webinar.Id, order.Position, ct) : null;
        if (room is not null && !NoticeSense.Holds(order, room))
        {
            return null;
        }

        var scene = new Scene(order, webinar, room);
        var readers = await Readers(scene, ct);
        return readers.Count == 0
            ? null
            : new Notification(NoticeWorkflows.Key(order.Kind), readers, NoticeWorkflows.Data(order, webinar, room, address.Url), CancellationKey: NoticeWorkflows.CancellationKey(order.Kind, webinar.Id));
    }

    private async Task<IReadOnlyList<Guid>> Readers(Scene scene, CancellationToken ct)
    {
        var readers = new List<Guid>();
        foreach (var person in scene.Order.To ?? Hosts(scene))
        {
            if (NoticeSense.IsForAbsent(scene.Order.Kind) && await whereabouts.IsIn(scene.Webinar.Id, person, ct))
            {
                // One host who is there sees to it for all.
                if (scene.Order.To is null)
                {
                    return [];
                }
            }
            else if (await IsReader(scene, person, ct))
            {
                readers.Add(person);
            }
        }

        return readers;
    }

    /// <summary>Somebody with an account, to whom it is still true.</summary>
    private async Task<bool> IsReader(Scene scene, Guid person, CancellationToken ct) =>
        await people.Get(person, ct) is { Subject: not null, Gone: false }
        && NoticeSense.Holds(scene.Order.Kind, await registrations.GetByPerson(scene.Webinar.Id, person, ct));

    private static IEnumerable<Guid> Hosts(Scene scene)
    {
        var needs = NoticeSense.Concerns(scene.Order.Kind);
        return scene.Room!.Roles.Where(one => one.Value.Has(needs)).Select(one => one.Key).Prepend(scene.Webinar.HostId).Distinct();
    }
}

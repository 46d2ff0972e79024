using Microsoft.Extensions.Time.Testing;
using Webinars.Notifications;
using Webinars.Storage;
using Webinars.Webhooks;

namespace Webinars.Core.Tests.Notifications;

public sealed class NotificationSignalTests
{
    private static readonly DateTimeOffset Noon = House.Noon;
    private static readonly Guid Person = Guid.NewGuid();
    private readonly MemoryStore _store = new();
    private readonly NotificationStore _notifications;

    public NotificationSignalTests() => _notifications = new NotificationStore(_store);

    [Fact]
    public async Task It_is_known_to_whom_it_went_and_when_what_became_of_it()
    {
        await Tell(_store, Signal(NotificationChange.Sent, 0), Signal(NotificationChange.Delivered, 1), Signal(NotificationChange.Read, 5), Signal(NotificationChange.Clicked, 6));
        var state = (await _notifications.Get("message", default))!;
        Assert.Equal((Person, "webinar-live"), (state.Recipient, state.Workflow));
        Assert.Equal((Noon, Noon.AddMinutes(1), Noon.AddMinutes(6)), (state.SentAt!.Value, state.DeliveredAt!.Value, state.ClickedAt!.Value));
        Assert.Equal(new NotificationMark(true, Noon.AddMinutes(5)), state.Read);
        Assert.Equal((null, null, null), (state.UndeliveredAt, state.Seen, state.Archived));
        Assert.Null(await _notifications.Get("another", default));
    }

    /// <summary>Each comes twice. Five at a time: 120 orders of each.</summary>
    [Theory]
    [InlineData(NotificationChange.Sent, NotificationChange.Delivered, NotificationChange.Seen, NotificationChange.Read, NotificationChange.Archived)]
    [InlineData(NotificationChange.Read, NotificationChange.Unread, NotificationChange.Read, NotificationChange.Unread, NotificationChange.Clicked)]
    [InlineData(NotificationChange.Seen, NotificationChange.Unseen, NotificationChange.Archived, NotificationChange.Unarchived, NotificationChange.Archived)]
    [InlineData(NotificationChange.Undelivered, NotificationChange.Sent, NotificationChange.Delivered, NotificationChange.Clicked, NotificationChange.Clicked)]
    public async Task All_orders_of_the_same_signals_end_in_the_same_document(params NotificationChange[] changes)
    {
        foreach (var minutesApart in new[] { 0, 1 })
        {
            var ends = new HashSet<string>();
            foreach (var order in Orders([0, 1, 2, 3, 4]))
            {
                var store = new MemoryStore();
                foreach (var i in order.Concat(order))
                {
                    await Apply(store).Run("vendor", $"event-{i}", Signal(changes[i], i * minutesApart), default);
                }

                ends.Add((await store.Get("notification", "message", default))!.Json);
            }

            Assert.Single(ends);
        }
    }

    [Fact]
    public async Task What_was_taken_back_stays_so_until_something_newer_is_said()
    {
        await Tell(_store, Signal(NotificationChange.Read, 1), Signal(NotificationChange.Unread, 3), Signal(NotificationChange.Read, 2));
        Assert.Equal(new NotificationMark(false, Noon.AddMinutes(3)), (await _notifications.Get("message", default))!.Read);
        await Tell(_store, Signal(NotificationChange.Read, 4));
        Assert.Equal(new NotificationMark(true, Noon.AddMinutes(4)), (await _notifications.Get("message", default))!.Read);
    }

    [Fact]
    public async Task A_repeated_event_does_nothing_the_same_of_another_vendor_does()
    {
        Assert.True(await Apply(_store).Run("vendor", "event", Signal(NotificationChange.Seen, 1), default));
        Assert.False(await Apply(_store).Run("vendor", "event", Signal(NotificationChange.Unseen, 2), default));
        Assert.True((await _notifications.Get("message", default))!.Seen!.On);
        Assert.True(await Apply(_store).Run("other", "event", Signal(NotificationChange.Unseen, 2), default));
        Assert.False((await _notifications.Get("message", default))!.Seen!.On);
    }

    [Fact]
    public async Task Signals_at_the_same_moment_are_all_kept()
    {
        NotificationChange[] all = [NotificationChange.Sent, NotificationChange.Delivered, NotificationChange.Seen, NotificationChange.Read, NotificationChange.Archived, NotificationChange.Clicked];
        await Task.WhenAll(all.Select(what => Task.Run(() => Apply(_store).Run("vendor", $"{what}", Signal(what, 1), default))));
        var state = (await _notifications.Get("message", default))!;
        Assert.All(new object?[] { state.SentAt, state.DeliveredAt, state.Seen, state.Read, state.Archived, state.ClickedAt }, Assert.NotNull);
        Assert.Equal(all.Length, state.Version);
    }

    private static ApplyNotificationSignal Apply(IStore store) => new(store, new NotificationStore(store), new Inbox(store), new FakeTimeProvider(Noon));

    private static async Task Tell(IStore store, params NotificationSignal[] signals)
    {
        foreach (var signal in signals)
        {
            Assert.True(await Apply(store).Run("vendor", $"{signal.What}/{signal.At:O}", signal, default));
        }
    }

    private static NotificationSignal Signal(NotificationChange what, int minutes) => new("message", Person, "webinar-live", what, Noon.AddMinutes(minutes));

    private static IEnumerable<int[]> Orders(int[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first => Orders([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));
}

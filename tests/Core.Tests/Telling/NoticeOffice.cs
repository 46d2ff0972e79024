using Microsoft.Extensions.Logging.Abstractions;
using Webinars.Notifications;
using Webinars.Outbox;
using Webinars.People;
using Webinars.Registering;
using Webinars.Rooms;
using Webinars.Scheduling;
using Webinars.Storage;
using Webinars.Telling;
using Webinars.Telling.Notices;

namespace Webinars.Core.Tests;

/// <summary>A house whose notices are brought to somebody who remembers them, by its clock, and knows idempotency keys as vendors do.</summary>
internal sealed class NoticeOffice : INotificationService, IDisposable
{
    private readonly KeepDelivering _deliver;
    private readonly ICarrier[] _carriers;
    private readonly Dictionary<string, string> _known = [];

    public NoticeOffice()
    {
        var people = new PersonStore(House.Store);
        var whereabouts = new Whereabouts(House.Rooms, House.Visits);
        var desk = new NoticeDesk(House.Webinars, Registrations, people, House.Rooms, whereabouts, new PublicAddress("https://webinars.example.com"), House.Time);
        var pace = new NoticePace(1000, 1000);
        _carriers =
        [
            new CircularCarrier(House.Webinars, Registrations, House.Visits, House.Store, House.Time),
            new NoticeCircularCarrier(House.Webinars, Registrations, House.Store, House.Time),
            new AnswerCarrier(House.Webinars, Registrations, House.Rooms, whereabouts, House.Time),
            new NoticeCarrier(desk, this, pace),
            new IntroductionCarrier(people, this, pace),
        ];
        var send = new SendDelivery(House.Store, new DeliveryStore(House.Store), new SendSlots(House.Store, TimeProvider.System), new OutboxTimes(), House.Time);
        _deliver = new KeepDelivering(House.Store, send, _carriers, new OutboxTimes(), House.Time, NullLogger<KeepDelivering>.Instance);
    }

    public House House { get; } = new();

    public RegistrationStore Registrations => House.Registrations;

    public SeatStore Seats => House.Seats;

    public SeatPlan Plan => House.Plan;

    /// <summary>What people see, in the order in which it came.</summary>
    public List<(Guid To, string Workflow, IReadOnlyDictionary<string, object> Data)> Shown { get; } = [];

    public List<string> Cancelled { get; } = [];

    /// <summary>Who is known, as they were told last.</summary>
    public Dictionary<Guid, NotifiedPerson> People { get; } = [];

    public int Triggers { get; private set; }

    /// <summary>So many answers are lost on the way back.</summary>
    public int Lost { get; set; }

    /// <summary>The process dies so many times after a notice was taken, before that is noted.</summary>
    public int Dies { get; set; }

    /// <summary>Somebody with an account.</summary>
    public async Task<Person> Account(string name)
    {
        var person = new Person(Guid.CreateVersion7(), $"user_{name}", name, $"{name}@example.com", null);
        await House.Store.Commit(new Batch(PersonStore.ToPut(person)), default);
        return person;
    }

    /// <summary>The house's host, with their account.</summary>
    public Task Open() => House.Store.Commit(new Batch(PersonStore.ToPut(House.Host)), default);

    public Task Come(Webinar webinar, Person person) => House.Register
        .Run(webinar.Id, new RegistrationRequest(null, null, null, null), person, default);

    public Task Come(Webinar webinar, string stranger) => House.Register
        .Run(webinar.Id, new RegistrationRequest($"{stranger}@example.com", stranger, null, null), null, default);

    public async Task<Registration> Of(Webinar webinar, Person person) => (await Registrations.GetByPerson(webinar.Id, person.Id, default))!;

    public async Task<Receipt> Does(Webinar webinar, RoomAction action) => await (await House.Rooms.Open(webinar.Id)).Post(action);

    public async Task Enter(Webinar webinar, Person person, Role role = Role.Attendee) =>
        (await House.Rooms.Open(webinar.Id)).Presence.Join(new Actor(person.Id, person.Name, role));

    public Task Bring() => _deliver.All(_carriers);

    public async Task Until(DateTimeOffset time)
    {
        while (House.Time.GetUtcNow() < time)
        {
            House.Time.Advance(TimeSpan.FromMinutes(1));
            await Bring();
        }
    }

    public IEnumerable<string> Sees(Person person) => Shown.Where(one => one.To == person.Id).Select(one => one.Workflow);

    public void Dispose() => _deliver.Dispose();

    public Task Identify(NotifiedPerson person, CancellationToken ct)
    {
        People[person.Id] = person;
        return Task.CompletedTask;
    }

    public Task Forget(Guid person, CancellationToken ct)
    {
        People.Remove(person);
        return Task.CompletedTask;
    }

    public Task<string> Trigger(Notification notification, string idempotencyKey, CancellationToken ct)
    {
        lock (Shown)
        {
            Triggers++;
            Assert.InRange(idempotencyKey.Length, 1, INotificationService.LongestKey);
            Assert.InRange(notification.Recipients.Count, 1, INotificationService.MostRecipients);
            var said = $"{notification.Workflow} {string.Join(',', notification.Recipients)} {string.Join(',', notification.Data)}";
            if (_known.TryAdd(idempotencyKey, said))
            {
                Shown.AddRange(notification.Recipients.Select(to => (to, notification.Workflow, notification.Data)));
            }

            Assert.Equal(_known[idempotencyKey], said);
            return Dies-- > 0 ? throw new InvalidOperationException("killed")
                : Lost-- > 0 ? throw new VendorException(new VendorFailure.Transient(), "notices.example") : Task.FromResult("run");
        }
    }

    public Task Cancel(string workflow, string cancellationKey, IReadOnlyList<Guid>? recipients, CancellationToken ct)
    {
        Cancelled.Add($"{workflow} {cancellationKey}");
        return Task.CompletedTask;
    }

    public Task<FeedPage> Feed(Guid person, int max, string? before, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, bool>> GetPreferences(Guid person, CancellationToken ct) => throw new NotSupportedException();

    public Task SetPreferences(Guid person, IReadOnlyDictionary<string, bool> wanted, CancellationToken ct) => throw new NotSupportedException();
}

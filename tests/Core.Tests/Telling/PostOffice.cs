using Microsoft.Extensions.Logging.Abstractions;
using Webinars.Mail;
using Webinars.Outbox;
using Webinars.People;
using Webinars.Registering;
using Webinars.Registering.Invitations;
using Webinars.Scheduling;
using Webinars.Storage;
using Webinars.Telling;

namespace Webinars.Core.Tests;

/// <summary>A house whose letters are brought to a mailbox that remembers them, by its clock.</summary>
internal sealed class PostOffice : ILetterWriter, IEmailService, IDisposable
{
    private readonly KeepDelivering _deliver;
    private readonly ICarrier[] _carriers;
    private readonly Dictionary<string, string> _known = [];
    private int _ids;

    public PostOffice(IStore? store = null)
    {
        House = new House(store);
        Registrations = House.Registrations;
        Seats = House.Seats;
        Plan = House.Plan;
        Register = House.Register;
        Cancel = new CancelRegistration(Registrations, Seats, Plan);
        Suppressions = new Suppressions(House.Store);
        Deliveries = new DeliveryStore(House.Store);
        Records = new LetterRecords(House.Store);
        var desk = new LetterDesk(House.Webinars, Registrations, Suppressions, new PersonalLinks(new Secrets(House.Store)), new AnswersInLetters(House.Rooms), Announcements, this, new PublicAddress("https://webinars.example.com"), House.Time);
        var pace = new MailPace(1000);
        _carriers =
        [
            new InvitationCarrier(House.Webinars, Registrations, Seats, new InvitationPages(House.Store), House.Store, House.Time),
            new CircularCarrier(House.Webinars, Registrations, House.Visits, House.Store, House.Time),
            new LetterBatchCarrier(desk, this, pace, House.Time),
            new LetterCarrier(desk, this, pace, House.Time),
            new OneOfManyCarrier(desk, this, pace, House.Time),
        ];
        var send = new SendDelivery(House.Store, Deliveries, new SendSlots(House.Store, TimeProvider.System), new OutboxTimes(), House.Time);
        _deliver = new KeepDelivering(House.Store, send, _carriers, new OutboxTimes(), House.Time, NullLogger<KeepDelivering>.Instance);
    }

    public House House { get; }

    public RegistrationStore Registrations { get; }

    public SeatStore Seats { get; }

    public MailedAnnouncements Announcements => new(House.Store);

    public DayQuota Quota => new(House.Store, House.Time);

    public SeatPlan Plan { get; }

    public Register Register { get; }

    public CancelRegistration Cancel { get; }

    public Suppressions Suppressions { get; }

    public DeliveryStore Deliveries { get; }

    public LetterRecords Records { get; }

    /// <summary>Addresses that the carrier calls wrong.</summary>
    public HashSet<string> Wrong { get; } = [];

    public int WrongStatus { get; set; } = 422;

    /// <summary>In the order in which they came.</summary>
    public List<(string To, LetterKind Kind, DateTimeOffset At, Email Email)> Mailbox { get; } = [];

    /// <summary>Calls to the carrier.</summary>
    public int Calls { get; private set; }

    public Task Come(Webinar webinar, string name, Person? person = null) =>
        Register.Run(webinar.Id, new RegistrationRequest($"{name}@example.com", name, null, null), person, default);

    public async Task<Registration> Find(Webinar webinar, string name) => (await Registrations.GetByEmail(webinar.Id, $"{name}@example.com", default))!;

    /// <summary>Brings everything that is due by the clock, and what that makes due.</summary>
    public Task Bring() => _deliver.All(_carriers);

    /// <summary>Lets the clock run to a time, with the post going round every minute.</summary>
    public async Task Until(DateTimeOffset time)
    {
        while (House.Time.GetUtcNow() < time)
        {
            House.Time.Advance(TimeSpan.FromMinutes(1));
            await Bring();
        }
    }

    public IEnumerable<LetterKind> Letters(string name) => Mailbox.Where(one => one.To == $"{name}@example.com").Select(one => one.Kind);

    public void Dispose() => _deliver.Dispose();

    public Task<WrittenLetter> Write(LetterFacts facts, CancellationToken ct) => Task.FromResult(new WrittenLetter(
        $"{facts.Kind}", $"<p>{facts.Links.Join} {facts.Webinar.StartsAt:O}", facts.Links.Join, facts.Kind is LetterKind.Confirmation or LetterKind.Rescheduled or LetterKind.Cancelled ? new EmailAttachment("a.ics", "text/calendar", "x"u8.ToArray()) : null));

    public Task<string> Send(Email email, string idempotencyKey, CancellationToken ct) => Task.FromResult(Take([email], idempotencyKey)[0]);

    public Task<IReadOnlyList<string>> SendBatch(IReadOnlyList<Email> emails, string idempotencyKey, CancellationToken ct)
    {
        Assert.All(emails, email => Assert.Empty(email.Attachments));
        Assert.InRange(emails.Count, 1, IEmailService.LargestBatch);
        return Task.FromResult(Take(emails, idempotencyKey));
    }

    Task IEmailService.Cancel(string id, CancellationToken ct) => throw new NotSupportedException();

    public Task Reschedule(string id, DateTimeOffset sendAt, CancellationToken ct) => throw new NotSupportedException();

    public Task<EmailState?> Get(string id, CancellationToken ct) => throw new NotSupportedException();

    private IReadOnlyList<string> Take(IReadOnlyList<Email> emails, string key)
    {
        lock (Mailbox)
        {
            Calls++;
            Assert.InRange(key.Length, 1, 256);
            if (emails.Any(email => Wrong.Contains(email.To)))
            {
                throw new VendorException(new VendorFailure.Rejected(WrongStatus), "mail.example");
            }

            // The same key never carries another letter.
            var said = string.Join('\n', emails.Select(email => email.To + email.Html));
            Assert.True(_known.TryAdd(key, said), "sent twice");
            Mailbox.AddRange(emails.Select(email => (email.To, Enum.Parse<LetterKind>(email.Subject), House.Time.GetUtcNow(), email)));
            return [.. emails.Select(_ => $"mail-{++_ids}")];
        }
    }
}

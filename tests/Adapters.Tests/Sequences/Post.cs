using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Webinars.Core.Tests;
using Webinars.Letters;
using Webinars.Mail;
using Webinars.Outbox;
using Webinars.People;
using Webinars.Registering;
using Webinars.Rooms.Presence;
using Webinars.Scheduling;
using Webinars.Storage;
using Webinars.Telling;

namespace Webinars.Adapters.Tests.Sequences;

/// <summary>The whole house by a clock that is moved, as far as letters need it: the real verbs, the real letters, the queue and its carriers.</summary>
internal sealed class Post : IAsyncDisposable
{
    public static readonly Person Host = new(Guid.CreateVersion7(), "user_host", "Hanna Host", null, null);
    private static readonly string[] Kinds = [Circular.Delivery, LetterBatch.Delivery, LetterOrder.OneOfMany, LetterOrder.Delivery];

    private readonly ServiceProvider _services;
    private readonly KeepDelivering _deliver;
    private readonly ICarrier[] _carriers;

    public Post(IStore store, IEmailService mail, FakeTimeProvider clock)
    {
        Clock = clock;
        Line = new MailLine(mail);
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock).AddSingleton(store).AddSingleton<IEmailService>(Line)
            .AddSingleton(House.Unlimited).AddSingleton(new PublicAddress("https://webinars.example.com")).AddSingleton(new MailPace(1000))
            .AddSingleton<IRoomConnections>(new ClosedConnections()).AddCore().AddLetters(_ => "events@example.com")
            .AddSingleton(new SendSlots(store, TimeProvider.System)) // The pace is by the wall's clock: the other one stands still.
            .BuildServiceProvider();
        _carriers = [Make<CircularCarrier>(), Make<LetterBatchCarrier>(), Make<OneOfManyCarrier>(), Make<LetterCarrier>()];
        _deliver = new KeepDelivering(store, Get<SendDelivery>(), _carriers, new OutboxTimes(), clock, NullLogger<KeepDelivering>.Instance);
    }

    public FakeTimeProvider Clock { get; }

    public MailLine Line { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public async Task<Webinar> Planned(DateTimeOffset start, Access? access = null, string zone = "Europe/Berlin", string title = "Tea")
    {
        var draft = await Get<ScheduleWebinar>().Run(new WebinarDraft(title, "", start, 60, zone), Host, null, default);
        return await Save(await Get<PublishWebinar>().Run(draft.Id, Host, default), webinar => webinar with { Access = access ?? new() });
    }

    public Task<Webinar> Move(Webinar webinar, DateTimeOffset start) => Get<EditWebinar>().Run(webinar.Id, new WebinarChange(null, null, start, null, null), null, Host, default);

    public Task<Webinar> CallOff(Webinar webinar) => Get<CancelWebinar>().Run(webinar.Id, Host, default);

    public Task<Webinar> TakeUp(Webinar webinar) => Get<PublishWebinar>().Run(webinar.Id, Host, default);

    /// <summary>What the stream and the recording lead to, without them.</summary>
    public async Task<Webinar> Save(Webinar webinar, Func<Webinar, Webinar> step)
    {
        var before = (await Get<WebinarStore>().Get(webinar.Id, default))!;
        return await Get<WebinarStore>().Save(step(before), before, null, Now, default);
    }

    /// <param name="name">Of the address too.</param>
    /// <returns>As whom they would be seen in the room.</returns>
    public async Task<Guid> Come(Webinar webinar, string name, string? zone = null)
    {
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        var person = new Person(Guid.CreateVersion7(), $"user_{name}", name, Address(name), null);
        await Get<Register>().Run(webinar.Id, new RegistrationRequest(null, name, null, zone), person, default);
        return person.Id;
    }

    public async Task Go(Webinar webinar, string name) => await Get<CancelRegistration>().Run(webinar.Id, (await Find(webinar, name)).Id, default);

    public async Task Decide(Webinar webinar, string name, bool approve) => await Get<DecideRegistration>().Run(webinar.Id, (await Find(webinar, name)).Id, approve, Host, default);

    public async Task<Registration> Find(Webinar webinar, string name) => (await Get<RegistrationStore>().GetByEmail(webinar.Id, Address(name), default))!;

    /// <summary>Was in the room from now on for so long.</summary>
    public Task Stays(Webinar webinar, Guid person, int seconds) => Get<VisitStore>().Save(
        [VisitStore.ToPut(new Visit { Webinar = webinar.Id, Person = person, Name = "x", JoinedAt = Now, SeenUntil = Now.AddSeconds(seconds), Nodes = [] })], default);

    /// <summary>The clock runs, and the server with it: every delivery is brought when it is due.</summary>
    public async Task Until(DateTimeOffset time)
    {
        while (true)
        {
            await Bring();
            var due = new List<DateTimeOffset> { time };
            foreach (var kind in Kinds)
            {
                due.AddRange((await Get<IStore>().Due(kind, time, 1, default)).Select(one => one.DueAt).Where(at => at > Now));
            }

            if (Now >= time)
            {
                return;
            }

            Clock.Advance(due.Min() - Now);
        }
    }

    /// <summary>The clock runs, and no server.</summary>
    public async Task DownUntil(DateTimeOffset time)
    {
        await Bring();
        Clock.Advance(time - Now);
    }

    public static string Address(string name) => $"{name}@example.com";

    public async ValueTask DisposeAsync()
    {
        _deliver.Dispose();
        await _services.DisposeAsync();
    }

    private async Task Bring()
    {
        bool some;
        do
        {
            some = false;
            foreach (var carrier in _carriers)
            {
                var begun = await _deliver.Begin(carrier, 8, default);
                await Task.WhenAll(begun);
                some |= begun.Count > 0;
            }
        }
        while (some);
    }

    private T Make<T>() => ActivatorUtilities.CreateInstance<T>(_services);
}

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Webinars.People;
using Webinars.Storage;
using Webinars.Webhooks;

namespace Webinars.Core.Tests;

/// <summary>What is kept for a time only, by a clock that is moved.</summary>
public sealed class SweepTests : IRoomConnections, IUserDirectory
{
    private readonly FakeTimeProvider _time = new(House.Noon);
    private readonly MemoryStore _store = new();
    private readonly PersonStore _people;
    private readonly Inbox _inbox;
    private readonly EndedSessions _sessions;
    private readonly ApplyAccountSignal _apply;
    private readonly SweepExpired _sweep;
    private int _messages;

    public SweepTests()
    {
        _people = new PersonStore(_store);
        _inbox = new Inbox(_store);
        _sessions = new EndedSessions(_store);
        _apply = new ApplyAccountSignal(_store, _people, _inbox, this, _time);
        _sweep = Sweep(_store);
    }

    [Fact]
    public async Task A_message_is_remembered_for_longer_than_any_vendor_repeats_it_and_then_forgotten()
    {
        await _apply.Run("vendor", "message", new SessionEnded("sess_1", House.Noon), default);
        _time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, await _sweep.Round(default));
        Assert.True(await _inbox.Has("vendor", "message", default));

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await _sweep.Round(default));
        Assert.False(await _inbox.Has("vendor", "message", default));
        Assert.True(await _sessions.Has("sess_1", default));
    }

    [Fact]
    public async Task An_ended_sign_in_is_remembered_for_a_month_from_when_we_heard_of_it()
    {
        await Tell(new SessionEnded("sess_1", House.Noon.AddYears(-1)));
        _time.Advance(TimeSpan.FromDays(30));
        await _sweep.Round(default);
        Assert.True(await _sessions.Has("sess_1", default));

        _time.Advance(TimeSpan.FromSeconds(1));
        await _sweep.Round(default);
        Assert.False(await _sessions.Has("sess_1", default));
    }

    [Fact]
    public async Task Accounts_of_people_who_never_came_are_forgotten_those_of_ours_and_deleted_ones_are_not()
    {
        foreach (var subject in new[] { "never", "deleted", "ours", "came-later" })
        {
            await Tell(Changed(subject));
        }

        var recognise = new RecognisePerson(_people, _sessions, this);
        await recognise.Run("ours", null, default);
        await recognise.Run("came-later", null, default);
        await Tell(Changed("ours"));
        await Tell(new UserDeleted("deleted", House.Noon));
        _time.Advance(TimeSpan.FromDays(400));
        await _sweep.Round(default);
        Assert.Equal(0, (await _people.GetAccount("never", default)).Version);
        Assert.True((await _people.GetAccount("deleted", default)).Closed);
        Assert.NotEqual(0, (await _people.GetAccount("ours", default)).Version);
        Assert.NotEqual(0, (await _people.GetAccount("came-later", default)).Version);

        // A message that comes after all that begins anew; a deletion stays one.
        await Tell(Changed("never"));
        await Tell(Changed("deleted"));
        Assert.NotEqual(0, (await _people.GetAccount("never", default)).Version);
        Assert.Equal("not-signed-in", await Refused.Code(() => recognise.Run("deleted", null, default)));
    }

    [Fact]
    public async Task Much_is_swept_in_steps_and_what_is_not_expired_stays()
    {
        var store = new StoreUnderLoad(_store);
        foreach (var i in Enumerable.Range(0, (2 * SweepExpired.Step) + 50))
        {
            await _store.Commit(new Batch(Inbox.ToPut("vendor", $"{i}", House.Noon)), default);
        }

        await _store.Commit(new Batch(Inbox.ToPut("vendor", "young", House.Noon.AddDays(1))), default);
        _time.Advance(TimeSpan.FromDays(7.5));
        Assert.Equal((2 * SweepExpired.Step) + 50, await Sweep(store).Round(default));
        Assert.Equal(3, store.Batches);
        Assert.True(await _inbox.Has("vendor", "young", default));
        Assert.False(await _inbox.Has("vendor", "0", default));
    }

    [Fact]
    public async Task What_changes_while_it_is_swept_stays()
    {
        await _store.Commit(new Batch(Inbox.ToPut("vendor", "message", House.Noon)), default);
        await Tell(Changed("comes-now"));
        _time.Advance(TimeSpan.FromDays(8));
        var store = new StoreUnderLoad(_store)
        {
            BeforeBatch = batch => batch.Documents.Any(put => put.Id == "comes-now") ? new RecognisePerson(_people, _sessions, this).Run("comes-now", null, default) : Task.CompletedTask,
        };
        await Sweep(store).Round(default);
        Assert.NotNull(await _people.GetBySubject("comes-now", default));
        Assert.NotEqual(0, (await _people.GetAccount("comes-now", default)).Version);
        Assert.False(await _inbox.Has("vendor", "message", default));
    }

    Task<DirectoryUser?> IUserDirectory.Find(string subject, CancellationToken ct) => Task.FromResult<DirectoryUser?>(User(subject));

    void IRoomConnections.EndSession(string session)
    {
    }

    void IRoomConnections.EndIn(Guid webinar, Guid person)
    {
    }

    void IRoomConnections.EndPerson(Guid person)
    {
    }

    private static DirectoryUser User(string subject) => new(subject, "Ada", null, null, House.Noon);

    private static UserChanged Changed(string subject) => new(User(subject), House.Noon);

    private SweepExpired Sweep(IStore store) => new(
        store,
        [new ExpiringKind(Inbox.Kind), new ExpiringKind(EndedSessions.Kind), new ExpiringKind(PersonStore.AccountKind)],
        _time,
        NullLogger<SweepExpired>.Instance);

    private Task Tell(AccountSignal signal) => _apply.Run("vendor", $"message-{++_messages}", signal, default);
}

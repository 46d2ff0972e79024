using Microsoft.Extensions.Time.Testing;
using Webinars.People;
using Webinars.Storage;
using Webinars.Webhooks;

namespace Webinars.Core.Tests.People;

public sealed class AccountSignalTests : IUserDirectory, IRoomConnections
{
    private const string Subject = "user_1";
    private static readonly DateTimeOffset Noon = House.Noon;
    private readonly PersonStore _people;
    private readonly RecognisePerson _recognise;
    private readonly ApplyAccountSignal _apply;
    private readonly MemoryStore _store = new();
    private readonly List<string> _closed = [];
    private DirectoryUser? _user = User("Ada Lovelace", Noon);
    private Func<Task> _meanwhile = () => Task.CompletedTask;
    private int _messages;

    public AccountSignalTests()
    {
        var sessions = new EndedSessions(_store);
        _people = new PersonStore(_store);
        _recognise = new RecognisePerson(_people, sessions, this);
        _apply = new ApplyAccountSignal(_store, _people, new Inbox(_store), this, new FakeTimeProvider(Noon));
    }

    public static TheoryData<int[]> Orders => new(Permutations([0, 1, 2, 3]));

    [Fact]
    public async Task A_change_is_taken_and_its_name_cleaned()
    {
        var person = await Recognise();
        await Tell(new UserChanged(User("Ada\u202E \u0000King", Noon.AddHours(1)) with { Email = "new@example.org", Picture = "https://img.example/1" }, Noon.AddHours(1)));
        Assert.Equal("Guest", (await Recognise()).Name);
        await Tell(new UserChanged(User("Ada\u202E   King\u200B", Noon.AddHours(2)) with { Email = "new@example.org", Picture = "https://img.example/1" }, Noon.AddHours(2)));
        Assert.Equal((person.Id, "Ada   King", "new@example.org", "https://img.example/1"), ((await Recognise()).Id, (await Recognise()).Name, (await Recognise()).Email, (await Recognise()).Picture));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Whatever_the_order_the_newest_name_stays_and_a_deletion_is_final(int[] order)
    {
        var person = await Recognise();
        AccountSignal[] changes = [Changed("First", 1), Changed("Second", 2), Changed("Third", 3)];
        foreach (var i in order.Where(i => i < 3))
        {
            await Tell(changes[i]);
        }

        Assert.Equal("Third", (await Recognise()).Name);
        AccountSignal[] all = [Changed("Fourth", 4), Changed("Fifth", 5), Changed("Sixth", 6), new UserDeleted(Subject, Noon.AddMinutes(7))];
        foreach (var i in order)
        {
            await Tell(all[i]);
        }

        var left = (await _people.Get(person.Id, default))!;
        Assert.Equal((null, Person.Nobody, null, null, true), (left.Subject, left.Name, left.Email, left.Picture, left.Gone));
        Assert.Equal("not-signed-in", await Refused.Code(Recognise));
        Assert.Null(await _recognise.Again(person.Id, "sess_1", default));
        Assert.Equal([person.Id.ToString()], _closed);
    }

    [Fact]
    public async Task Who_somebody_is_is_told_with_the_first_sign_in_and_when_it_changes_or_ends_and_not_when_nothing_did()
    {
        await Tell(Changed("Never came", -1));
        Assert.Equal(0, await Introductions());
        await Recognise();
        await Recognise();
        Assert.Equal(1, await Introductions());
        await Tell(Changed("Ada King", 1));
        await Tell(Changed("Ada King", 2));
        Assert.Equal(2, await Introductions());
        await Tell(new UserDeleted(Subject, Noon.AddMinutes(3)));
        Assert.Equal(3, await Introductions());

        async Task<int> Introductions() => (await _store.Due(Introduction.Delivery, Noon.AddDays(1), 10, default)).Count;
    }

    [Fact]
    public async Task A_change_older_than_what_the_directory_said_is_late()
    {
        await Recognise();
        await Tell(Changed("Older", -1));
        Assert.Equal("Ada Lovelace", (await Recognise()).Name);
        await Tell(Changed("Newer", 1));
        Assert.Equal("Newer", (await Recognise()).Name);
    }

    [Fact]
    public async Task A_repeated_message_does_nothing()
    {
        await Recognise();
        await _apply.Run("vendor", "message", Changed("First", 1), default);
        await _apply.Run("vendor", "message", Changed("Second", 2), default);
        Assert.Equal("First", (await Recognise()).Name);
        await _apply.Run("other", "message", Changed("Second", 2), default);
        Assert.Equal("Second", (await Recognise()).Name);
    }

    [Fact]
    public async Task Nobody_is_made_by_a_message()
    {
        await Tell(Changed("Never here", 1));
        Assert.Null(await _people.GetBySubject(Subject, default));
    }

    [Fact]
    public async Task Who_changes_while_the_directory_is_asked_is_asked_for_again()
    {
        _meanwhile = async () =>
        {
            _meanwhile = () => Task.CompletedTask;
            _user = User("Ada King", Noon.AddMinutes(1));
            await Tell(new UserChanged(_user, Noon.AddMinutes(1)));
        };
        Assert.Equal("Ada King", (await Recognise()).Name);
    }

    [Fact]
    public async Task Who_is_deleted_while_the_directory_is_asked_does_not_come_in()
    {
        _meanwhile = () => Tell(new UserDeleted(Subject, Noon.AddMinutes(1)));
        Assert.Equal("not-signed-in", await Refused.Code(Recognise));
        Assert.Null(await _people.GetBySubject(Subject, default));
    }

    [Fact]
    public async Task An_ended_sign_in_is_worth_nothing_another_one_is()
    {
        var person = await Recognise();
        await Tell(new SessionEnded("sess_1", Noon));
        Assert.Equal(["sess_1"], _closed);
        Assert.Equal("not-signed-in", await Refused.Code(Recognise));
        Assert.Null(await _recognise.Again(person.Id, "sess_1", default));
        Assert.Equal(person.Id, (await _recognise.Run(Subject, "sess_2", default)).Id);
        Assert.NotNull(await _recognise.Again(person.Id, "sess_2", default));
    }

    async Task<DirectoryUser?> IUserDirectory.Find(string subject, CancellationToken ct)
    {
        var user = _user;
        await _meanwhile();
        return user;
    }

    void IRoomConnections.EndSession(string session) => _closed.Add(session);

    void IRoomConnections.EndPerson(Guid person) => _closed.Add(person.ToString());

    void IRoomConnections.EndIn(Guid webinar, Guid person) => throw new NotSupportedException();

    private static UserChanged Changed(string name, int minutes) => new(User(name, Noon.AddMinutes(minutes)), Noon.AddMinutes(minutes));

    private static DirectoryUser User(string name, DateTimeOffset changedAt) => new(Subject, name, "ada@example.org", null, changedAt);

    private static IEnumerable<int[]> Permutations(int[] rest) => rest.Length == 0
        ? [[]]
        : rest.SelectMany(first => Permutations([.. rest.Where(other => other != first)]).Select(after => (int[])[first, .. after]));

    private Task<Person> Recognise() => _recognise.Run(Subject, "sess_1", default);

    private Task Tell(AccountSignal signal) => _apply.Run("vendor", $"message-{++_messages}", signal, default);
}

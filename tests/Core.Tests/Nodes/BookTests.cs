using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Webinars.Nodes;
using Webinars.Storage;

namespace Webinars.Core.Tests.Nodes;

public sealed class BookTests
{
    private static readonly SharedSetting[] Ours = [new("Web:PublicUrl", "https://a.example", Breaks: true), new("Resend:From", "events@a.example", Breaks: false)];

    private readonly MemoryStore _store = new();
    private readonly FakeTimeProvider _time = new(House.Noon);

    [Fact]
    public async Task Nodes_that_are_alike_see_each_other_and_one_that_died_vanishes()
    {
        var (first, second, third) = (new Node(this, Ours), new Node(this, Ours), new Node(this, Ours));
        await first.Starts();
        await second.Starts();
        await third.Starts();
        await first.Keep.Round(default);
        Assert.Equal((3, 3), (first.Living.Count, third.Living.Count));

        // The second dies, the third ends in order.
        await third.Book.Leave(default);
        _time.Advance(NodesBook.Beat);
        await first.Keep.Round(default);
        Assert.Equal(2, first.Living.Count);
        _time.Advance(NodesBook.Lease);
        await first.Keep.Round(default);
        Assert.Equal(1, first.Living.Count);
        Assert.Equal(second.Book.Self.Node, Assert.Single(await first.Book.Dead(10, default)).Node);
    }

    [Fact]
    public async Task A_node_says_when_it_started_what_it_runs_where_and_whether_it_hears_the_others()
    {
        var node = new Node(this, Ours);
        await node.Starts();
        _time.Advance(TimeSpan.FromMinutes(1));
        await node.Keep.Round(default);
        var life = Assert.Single(await new Node(this, Ours).Book.Others(NodesBook.Lease, default));
        Assert.Equal((House.Noon, House.Noon.AddMinutes(1), "1.2.3", "rack 7", NodeLink.Alone, true), (life.StartedAt, life.AliveAt, life.Build, life.Machine, life.Link, life.Joined));
    }

    [Fact]
    public async Task A_setting_that_would_break_a_promise_keeps_a_node_from_starting_and_the_line_names_it_without_its_value()
    {
        await new Node(this, Ours).Starts();
        var wrong = new Node(this, [new("Web:PublicUrl", "https://b.example", Breaks: true), Ours[1]]);
        var line = (await Assert.ThrowsAsync<NotLikeOthersException>(wrong.Starts)).Message;
        Assert.Contains("Web:PublicUrl is not that of 1 node running", line, StringComparison.Ordinal);
        Assert.DoesNotContain("example", line, StringComparison.Ordinal);

        // And it has left nothing behind that another would be compared with.
        await new Node(this, Ours).Starts();
        Assert.Equal(2, await _store.Count("node", "alive", "", TimeKey.End, default));
    }

    [Fact]
    public async Task No_value_of_a_setting_is_in_the_store()
    {
        var node = new Node(this, Ours);
        await node.Starts();
        var document = (await _store.Get("node", node.Book.Self.Node.ToString("N"), default))!;
        Assert.Contains("Resend:From", document.Json, StringComparison.Ordinal);
        Assert.DoesNotContain("events@a.example", document.Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_would_break_nothing_is_told_of_and_it_starts()
    {
        await new Node(this, Ours).Starts();
        Assert.Equal(["Resend:From"], await new Node(this, [Ours[0], Ours[1] with { Value = "other@a.example" }]).Compare.Join(default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_setting_can_be_changed_node_after_node_where_the_old_or_the_new_ones_accept_it(bool old)
    {
        string[] accepted = ["web:publicurl"];
        await new Node(this, Ours, old ? accepted : []).Starts();
        SharedSetting[] changed = [Ours[0] with { Value = "https://b.example" }, Ours[1]];
        await new Node(this, changed, old ? [] : accepted).Starts();

        // The others are as strict as they were.
        await Assert.ThrowsAsync<NotLikeOthersException>(new Node(this, [Ours[0] with { Value = "https://c.example" }, Ours[1]], old ? [] : ["Mux:SigningKey"]).Starts);
    }

    [Fact]
    public async Task A_node_that_was_killed_keeps_its_successor_off_for_half_a_minute_at_most()
    {
        await new Node(this, Ours).Starts();
        SharedSetting[] changed = [Ours[0] with { Value = "https://b.example" }];
        _time.Advance(NodesBook.Beat);
        await Assert.ThrowsAsync<NotLikeOthersException>(new Node(this, changed).Starts);
        _time.Advance(NodesBook.Beat + TimeSpan.FromSeconds(1));
        await new Node(this, changed).Starts();
    }

    [Fact]
    public async Task An_older_or_newer_version_that_knows_other_settings_is_no_hindrance()
    {
        await new Node(this, [Ours[0], new("Web:New", "x", Breaks: true)]).Starts();
        await new Node(this, [Ours[0], new("Web:Old", "y", Breaks: true)]).Starts();
    }

    [Fact]
    public async Task Of_unlike_ones_that_start_in_the_same_moment_no_two_run()
    {
        var nodes = Enumerable.Range(0, 10).Select(i => new Node(this, [Ours[0] with { Value = $"https://{i}.example" }])).ToList();
        var started = await Task.WhenAll(nodes.Select(node => Task.Run(async () =>
        {
            try
            {
                await node.Starts();
                return true;
            }
            catch (NotLikeOthersException)
            {
                return false;
            }
        })));
        Assert.InRange(started.Count(one => one), 0, 1);
    }

    private sealed class Node
    {
        public Node(BookTests tests, SharedSetting[] settings, string[]? accepted = null)
        {
            var store = new StoreUnderLoad(tests._store);
            var node = new ThisNode(Alone: false) { Build = "1.2.3", Machine = "rack 7", Settings = settings, Accepted = accepted ?? [] };
            Book = new NodesBook(store, node, new OnlyNode(), tests._time);
            Compare = new CompareSettings(Book, node, new Secrets(store));
            Keep = new KeepInBook(Book, Compare, Living, tests._time, NullLogger<KeepInBook>.Instance);
        }

        public LivingNodes Living { get; } = new();

        public NodesBook Book { get; }

        public CompareSettings Compare { get; }

        public KeepInBook Keep { get; }

        public Task Starts() => Keep.Begin(default);
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Webinars.Mail;
using Webinars.Storage;
using Webinars.Webhooks;

namespace Webinars.Core.Tests.Mail;

public sealed class EmailSignalTests
{
    private const string Letter = "56761188-7520-42d8-8898-ff6fc54ce618";
    private const string Ada = "ada@example.org";
    private static readonly DateTimeOffset Noon = House.Noon;

    /// <summary>Some of one letter's life: a reader's, with two openings; and one that was given back, twice, after a delay.</summary>
    private static readonly EmailSignal[][] Lives =
    [
        [Signal(EmailState.Scheduled, 0), Signal(EmailState.Sent, 1), Signal(EmailState.Delivered, 2), Signal(EmailState.Opened, 3), Signal(EmailState.Opened, 4)],
        [Signal(EmailState.Sent, 1), Signal(EmailState.Delayed, 2), Signal(EmailState.Bounced, 3), Signal(EmailState.Bounced, 4) with { Permanent = true }, Signal(EmailState.Complained, 5)],
    ];

    public static TheoryData<int[]> Orders => new(Permutations([0, 1, 2, 3, 4]));

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Any_order_of_the_same_signals_ends_in_the_same_documents(int[] order)
    {
        foreach (var life in Lives)
        {
            var (inOrder, here) = (new Office(), new Office());
            foreach (var signal in life)
            {
                await inOrder.Tell(signal);
            }

            // Each of them twice: as one message, and as another one that says the same.
            foreach (var i in order)
            {
                await here.Apply.Run("vendor", $"message-{i}", life[i], default);
                await here.Apply.Run("vendor", $"message-{i}", life[i], default);
                await here.Tell(life[i]);
            }

            Assert.Equal(await inOrder.Said(), await here.Said());
        }
    }

    [Fact]
    public async Task What_became_of_a_letter_last_is_kept_with_its_tags()
    {
        var office = new Office();
        Assert.Null(await office.Emails.Get(Letter, default));
        await office.Tell(Signal(EmailState.Delivered, 2) with { Tags = new Dictionary<string, string> { ["kind"] = "reminder" } });
        await office.Tell(Signal(EmailState.Sent, 1));
        var kept = (await office.Emails.Get(Letter, default))!;
        Assert.Equal((EmailState.Delivered, Noon.AddMinutes(2), "reminder"), (kept.State, kept.At, kept.Tags["kind"]));
        Assert.Null(await office.Emails.Get("another", default));
    }

    [Theory]
    [InlineData(EmailState.Scheduled, false, false)]
    [InlineData(EmailState.Sent, false, false)]
    [InlineData(EmailState.Delayed, false, false)]
    [InlineData(EmailState.Delivered, false, false)]
    [InlineData(EmailState.Opened, false, false)]
    [InlineData(EmailState.Clicked, false, false)]
    [InlineData(EmailState.Failed, false, false)]
    [InlineData(EmailState.Bounced, false, false)]
    [InlineData(EmailState.Bounced, true, true)]
    [InlineData(EmailState.Complained, false, true)]
    [InlineData(EmailState.Suppressed, false, true)]
    public async Task Only_what_is_for_good_stops_mail_to_an_address(EmailState state, bool permanent, bool stops)
    {
        var office = new Office();
        await office.Tell(Signal(state, 1) with { Permanent = permanent });
        Assert.Equal(stops ? state : null, (await office.Suppressions.Get(Ada, default))?.Reason);
        Assert.Null(await office.Suppressions.Get("bob@example.org", default));
    }

    [Theory]
    [InlineData("ada@example.org", true)]
    [InlineData(" ADA@Example.ORG ", true)]
    [InlineData("Ada Lovelace <ada@example.org>", true)]
    [InlineData("\"<x>\" <Ada@example.org>", true)]
    [InlineData("ada+1@example.org", false)]
    [InlineData("ada@example.com", false)]
    [InlineData("<>", false)]
    [InlineData("", false)]
    public async Task An_address_is_the_same_in_every_spelling(string spelling, bool same)
    {
        var office = new Office();
        await office.Tell(Signal(EmailState.Complained, 1) with { Recipient = "Ada <Ada@Example.org>" });
        Assert.Equal(same, await office.Suppressions.Get(spelling, default) is not null);
    }

    [Fact]
    public async Task All_is_saved_in_one_commit_with_the_message_and_without_an_address()
    {
        var office = new Office();
        await office.Apply.Run("vendor", "message", Signal(EmailState.Complained, 1), default);
        Assert.Equal(1, office.Store.Batches);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Ada)));
        foreach (var (kind, id) in new[] { ("email", Letter), ("suppression", hash), ("inbox", "vendor/message") })
        {
            var document = await office.Store.Get(kind, id, default);
            Assert.DoesNotContain("ada", document!.Json, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("example", document.Json, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Signals_that_come_at_once_are_all_taken()
    {
        var office = new Office();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => office.Tell(Lives[i / 5][i % 5]))));
        Assert.Equal(EmailState.Bounced, (await office.Emails.Get(Letter, default))!.State);
    }

    private static EmailSignal Signal(EmailState state, int minute) => new(Letter, Ada, state, Noon.AddMinutes(minute));

    private static IEnumerable<int[]> Permutations(int[] rest) => rest.Length == 0
        ? [[]]
        : rest.SelectMany(first => Permutations([.. rest.Where(other => other != first)]).Select(after => (int[])[first, .. after]));

    private sealed class Office
    {
        private int _messages;

        public Office()
        {
            (Emails, Suppressions) = (new EmailStore(Store), new Suppressions(Store));
            Apply = new ApplyEmailSignal(Store, Emails, Suppressions, new Inbox(Store), new FakeTimeProvider(Noon));
        }

        public StoreUnderLoad Store { get; } = new(new MemoryStore());

        public EmailStore Emails { get; }

        public Suppressions Suppressions { get; }

        public ApplyEmailSignal Apply { get; }

        public Task Tell(EmailSignal signal) => Apply.Run("vendor", $"told-{Interlocked.Increment(ref _messages)}", signal, default);

        public async Task<string> Said() => $"{(await Store.Get("email", Letter, default))?.Json} {(await Suppressions.Get(Ada, default) is { } stopped ? stopped with { Version = 0 } : null)}";
    }
}

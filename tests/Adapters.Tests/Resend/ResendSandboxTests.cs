using Webinars.Adapters.Tests.Sandbox;
using Webinars.Mail;

namespace Webinars.Adapters.Tests.Resend;

/// <summary>The adapter against the sandbox, over HTTP: every call.</summary>
public class ResendSandboxTests : IAsyncLifetime
{
    /// <summary>The setting <c>Resend:Client</c>.</summary>
    protected virtual string Client => "Rest";

    private static readonly Email Letter = ResendAdapter.Full with { SendAt = null };
    private ResendApp _sandbox = null!;
    private ResendAdapter _resend = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ResendApp.Start();
        _resend = Adapter(_sandbox);
    }

    public async ValueTask DisposeAsync()
    {
        _resend.Dispose();
        await _sandbox.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_letter_arrives_whole_and_once()
    {
        var id = await _resend.Emails.Send(Letter, "key", ResendApp.Cancelled);
        Assert.Equal(id, await _resend.Emails.Send(Letter, "key", ResendApp.Cancelled));
        Assert.Equal(new VendorFailure.Rejected(409), await Failure(() => _resend.Emails.Send(Letter with { Subject = "Another" }, "key", ResendApp.Cancelled)));
        var there = Assert.Single((await _sandbox.Inbox($"?to={Letter.To}")).EnumerateArray());
        Assert.Equal((id, Letter.To, Letter.Subject, Letter.Html, Letter.Text), (there.Text("id"), there.Text("to"), there.Text("subject"), there.Text("html"), there.Text("text")));
        Assert.Equal(("host@example.com", "<https://x.example/u>", "w_42"), (there.Text("replyTo"), there.GetProperty("headers").Text("List-Unsubscribe"), there.GetProperty("tags").Text("webinar")));
        var file = there.GetProperty("attachments")[0];
        Assert.Equal(("invite.ics", "text/calendar; charset=utf-8; method=REQUEST"), (file.Text("filename"), file.Text("contentType")));
        Assert.Equal("BEGIN:VCALENDAR", await _sandbox.Http.GetStringAsync(file.Text("url"), ResendApp.Cancelled));
        Assert.Equal(EmailState.Sent, await _resend.Emails.Get(id, ResendApp.Cancelled));
        await _sandbox.Arrived(id, "delivered");
        Assert.Equal(EmailState.Delivered, await _resend.Emails.Get(id, ResendApp.Cancelled));
    }

    [Fact]
    public async Task A_batch_arrives_in_order_and_once_and_one_that_is_wrong_not_at_all()
    {
        var letters = Enumerable.Range(0, 100).Select(i => ResendAdapter.Small with { To = $"a{i}@example.org" }).ToList();
        var ids = await _resend.Emails.SendBatch(letters, "key", ResendApp.Cancelled);
        Assert.Equal(ids, await _resend.Emails.SendBatch(letters, "key", ResendApp.Cancelled));
        Assert.Equal(letters.Zip(ids, (letter, id) => (id, letter.To)).Reverse(), (await _sandbox.Inbox()).EnumerateArray().Select(one => (one.Text("id"), one.Text("to"))));
        Assert.Equal(new VendorFailure.Rejected(422), await Failure(() => _resend.Emails.SendBatch([ResendAdapter.Small, ResendAdapter.Small with { To = "nobody" }], "other", ResendApp.Cancelled)));
        Assert.Equal(100, (await _sandbox.Inbox()).GetArrayLength());
    }

    [Fact]
    public async Task A_letter_waits_for_its_time_for_another_or_is_cancelled()
    {
        var at = _sandbox.Clock.GetUtcNow().AddHours(1);
        var (moved, cancelled) = (await _resend.Emails.Send(Letter with { SendAt = at }, "1", ResendApp.Cancelled), await _resend.Emails.Send(Letter with { SendAt = at }, "2", ResendApp.Cancelled));
        Assert.Equal(EmailState.Scheduled, await _resend.Emails.Get(moved, ResendApp.Cancelled));
        await _resend.Emails.Reschedule(moved, at.AddHours(1), ResendApp.Cancelled);
        await _resend.Emails.Cancel(cancelled, ResendApp.Cancelled);
        Assert.Equal(EmailState.Cancelled, await _resend.Emails.Get(cancelled, ResendApp.Cancelled));
        Assert.Equal(new VendorFailure.Rejected(422), await Failure(() => _resend.Emails.Cancel(cancelled, ResendApp.Cancelled)));
        _sandbox.Clock.Advance(TimeSpan.FromHours(2));
        await MuxTestHost.UntilAsync(async () => await _resend.Emails.Get(moved, ResendApp.Cancelled) is EmailState.Sent, "the letter to be sent");
        Assert.Equal(at.AddHours(1), (await _sandbox.Inbox())[1].GetProperty("scheduledAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task What_is_not_there_and_who_is_not_known_are_told_apart()
    {
        var nobody = $"{Guid.NewGuid()}";
        foreach (var call in new Func<Task>[]
        {
            () => _resend.Emails.Get(nobody, ResendApp.Cancelled), () => _resend.Emails.Cancel(nobody, ResendApp.Cancelled),
            () => _resend.Emails.Reschedule(nobody, _sandbox.Clock.GetUtcNow(), ResendApp.Cancelled),
        })
        {
            Assert.Equal(new VendorFailure.NotFound(), await Failure(call));
        }

        using var stranger = Adapter(_sandbox, ("Resend:ApiKey", "re_wrong"));
        Assert.Equal(new VendorFailure.Rejected(403), await Failure(() => stranger.Emails.Send(Letter, "key", ResendApp.Cancelled)));
    }

    [Fact]
    public async Task Sent_faster_than_the_vendor_takes_them_letters_wait_and_each_arrives_once()
    {
        await using var slow = await ResendApp.Start(rate: 2);
        using var resend = new ResendAdapter(slow.Clock, [.. Settings(slow), ("Resend:Client", Client), ("Resend:LongestWait", "00:00:08")]);
        var sent = Task.WhenAll(Enumerable.Range(0, 4).Select(i => resend.Emails.Send(ResendAdapter.Small, $"key-{i}", ResendApp.Cancelled)));
        await MuxTestHost.UntilAsync(
            () =>
            {
                slow.Clock.Advance(TimeSpan.FromMilliseconds(10));
                return Task.FromResult(sent.IsCompleted);
            },
            "four letters");
        Assert.Equal((await sent).Order(), (await slow.Inbox()).EnumerateArray().Select(one => one.Text("id")).Order());
        Assert.True(slow.Clock.GetUtcNow() >= new DateTimeOffset(2026, 1, 1, 10, 0, 1, TimeSpan.Zero));
    }

    private ResendAdapter Adapter(ResendApp sandbox, params (string Name, string Value)[] more) => new([.. Settings(sandbox), ("Resend:Client", Client), .. more]);

    private static IEnumerable<(string Name, string Value)> Settings(ResendApp sandbox) =>
        sandbox.Settings.Where(setting => setting.Key.StartsWith("Resend:", StringComparison.Ordinal)).Select(setting => (setting.Key, setting.Value)).Append(("Resend:RequestsPerSecond", "1000"));

    private static async Task<VendorFailure> Failure(Func<Task> call) => (await Assert.ThrowsAsync<VendorException>(call)).Failure;
}

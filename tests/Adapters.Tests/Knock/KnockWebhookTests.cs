using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Webinars.Adapters.Knock;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Adapters.Tests.Sandbox;
using Webinars.Core.Tests;
using Webinars.Notifications;
using Webinars.Webhooks;

namespace Webinars.Adapters.Tests.Knock;

/// <summary>What the vendor tells of notices, in its own words.</summary>
public sealed class KnockWebhookTests
{
    private const string Message = "1rjI7XBo9BWrH3dE8mPlGFYc0dT";
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 1, 1, 10, 0, 5, TimeSpan.Zero).AddTicks(9_586_520);
    private readonly NotificationStore _notifications;
    private readonly KnockWebhook _webhook;

    public KnockWebhookTests()
    {
        var store = new MemoryStore();
        _notifications = new NotificationStore(store);
        var time = new FakeTimeProvider(House.Noon);
        _webhook = new KnockWebhook(Options.Create(new KnockOptions { WebhookSecret = "secret" }), new ApplyNotificationSignal(store, _notifications, new Inbox(store), time), time, NullLogger<KnockWebhook>.Instance);
    }

    [Theory]
    [InlineData("message.seen", NotificationChange.Seen)]
    [InlineData("message.undelivered", NotificationChange.Undelivered)]
    public void The_vendors_samples_say_what_they_say(string sample, NotificationChange what)
    {
        var (id, signal) = KnockEvents.Read(JsonElement.Parse(Ours(Sample(sample))))!.Value;
        Assert.Equal(new NotificationSignal(Message, KnockCalls.Person, "webinar-starting", what, At), signal);
        Assert.Equal($"{Message}/{sample}/2026-01-01T10:00:05.958652Z", id);
    }

    [Fact]
    public async Task What_somebody_else_was_shown_is_accepted_and_forgotten()
    {
        foreach (var sample in new[] { "message.seen", "message.undelivered" })
        {
            Assert.True(await Receive(Sample(sample)));
        }

        Assert.Null(await _notifications.Get(Message, default));
    }

    [Fact]
    public async Task A_sample_is_kept_once_however_often_and_in_whatever_form_it_comes()
    {
        var sample = Ours(Sample("message.seen"));
        Assert.True(await Receive(sample));
        Assert.True(await Receive(sample));
        Assert.True(await Receive(sample.Replace("\n", "", StringComparison.Ordinal)));
        var state = (await _notifications.Get(Message, default))!;
        Assert.Equal((1, new NotificationMark(true, At)), (state.Version, state.Seen!));
    }

    [Theory]
    [InlineData("message.sent", NotificationChange.Sent)]
    [InlineData("message.delivered", NotificationChange.Delivered)]
    [InlineData("message.bounced", NotificationChange.Undelivered)]
    [InlineData("message.unseen", NotificationChange.Unseen)]
    [InlineData("message.read", NotificationChange.Read)]
    [InlineData("message.unread", NotificationChange.Unread)]
    [InlineData("message.archived", NotificationChange.Archived)]
    [InlineData("message.unarchived", NotificationChange.Unarchived)]
    [InlineData("message.interacted", NotificationChange.Clicked)]
    [InlineData("message.link_clicked", NotificationChange.Clicked)]
    public void Every_event_of_a_message_has_a_word_of_ours(string type, NotificationChange what) =>
        Assert.Equal(what, KnockEvents.Read(JsonElement.Parse(Body(type)))!.Value.Signal.What);

    [Theory]
    [InlineData("message.delivery_attempted")]
    [InlineData("message.from_next_year")]
    [InlineData("workflow_recipient_run.completed")]
    [InlineData("workflow.committed")]
    public async Task What_means_nothing_to_us_is_accepted(string type)
    {
        Assert.True(await Receive(Body(type)));
        Assert.Null(await _notifications.Get("m1", default));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"message.seen"}""")]
    [InlineData("""{"type":"message.seen","created_at":"yesterday","data":{"id":"m1","recipient":"0191f0a8-0000-7000-8000-00000000000a"}}""")]
    [InlineData("""{"type":"message.seen","created_at":5,"data":null}""")]
    [InlineData("""{"type":"message.seen","created_at":"2026-01-01T10:00:05Z","data":{"id":"m1","recipient":{"id":"x","collection":"y"}}}""")]
    public async Task What_is_of_another_form_is_accepted_and_forgotten(string body)
    {
        Assert.True(await Receive(body));
        Assert.Null(await _notifications.Get("m1", default));
    }

    [Fact]
    public async Task A_forged_message_changes_nothing()
    {
        Assert.False(await Receive(Body("message.seen"), "another secret"));
        Assert.Null(await _notifications.Get("m1", default));
        Assert.True(await Receive(Body("message.seen")));
        Assert.NotNull(await _notifications.Get("m1", default));
    }

    private static string Sample(string type)
    {
        var sample = ContractFolder.Webhook($"knock.{type}");
        Contract.Knock.Webhook(type, sample);
        return sample.GetRawText();
    }

    /// <summary>The samples' recipient is none of our people.</summary>
    private static string Ours(string sample) => sample.Replace("\"user_1\"", $"\"{KnockCalls.Person}\"", StringComparison.Ordinal);

    private static string Body(string type) =>
        $$$"""{"__typename":"Event","type":"{{{type}}}","created_at":"2026-01-01T10:00:05Z","data":{"id":"m1","recipient":"{{{KnockCalls.Person}}}","workflow":"webinar-live"},"event_data":null}""";

    private Task<bool> Receive(string body, string secret = "secret")
    {
        var milliseconds = House.Noon.ToUnixTimeMilliseconds();
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{milliseconds}.{body}"));
        return _webhook.Receive(Encoding.UTF8.GetBytes(body), name => name == "x-knock-signature" ? $"t={milliseconds},s={Convert.ToBase64String(mac)}" : null, default);
    }
}

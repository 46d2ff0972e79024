using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Webinars.Adapters.Resend;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Adapters.Tests.Signatures;
using Webinars.Mail;

namespace Webinars.Adapters.Tests.Resend;

/// <summary>What the vendor tells, from the raw bytes to what is kept.</summary>
public sealed class ResendWebhookTests(ITestOutputHelper output) : IDisposable
{
    private const string Letter = "56761188-7520-42d8-8898-ff6fc54ce618";
    private const string Recipient = "delivered@resend.dev";
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 10, 0, 2, TimeSpan.Zero);
    private readonly ResendAdapter _resend = new(new FakeTimeProvider(Now));

    public void Dispose() => _resend.Dispose();

    [Theory]
    [InlineData("email.scheduled", EmailState.Scheduled, false)]
    [InlineData("email.sent", EmailState.Sent, false)]
    [InlineData("email.delivered", EmailState.Delivered, false)]
    [InlineData("email.delivery_delayed", EmailState.Delayed, false)]
    [InlineData("email.opened", EmailState.Opened, false)]
    [InlineData("email.clicked", EmailState.Clicked, false)]
    [InlineData("email.failed", EmailState.Failed, false)]
    [InlineData("email.bounced", EmailState.Bounced, true)]
    [InlineData("email.complained", EmailState.Complained, true)]
    [InlineData("email.suppressed", EmailState.Suppressed, true)]
    public async Task Every_sample_is_understood(string type, EmailState state, bool stops)
    {
        var sample = ContractFolder.Webhook($"resend.{type}");
        Contract.Resend.Webhook(type, sample);
        Assert.True(await Receive(Signed(sample.GetRawText())));
        var kept = (await _resend.Kept.Get(Letter, default))!;
        Assert.Equal((state, DateTimeOffset.Parse("2026-01-01T10:00:01.126Z"), "w_42", "reminder"), (kept.State, kept.At, kept.Tags["webinar"], kept.Tags["kind"]));
        Assert.Equal(stops ? state : null, (await _resend.Suppressions.Get(Recipient, default))?.Reason);
    }

    [Fact]
    public async Task A_bounce_that_passes_does_not_stop_mail()
    {
        foreach (var type in new[] { "Transient", "Undetermined" })
        {
            var bounce = JsonNode.Parse(ContractFolder.Webhook("resend.email.bounced").GetRawText())!;
            bounce["data"]!["bounce"]!["type"] = type;
            Assert.True(await Receive(Signed(bounce.ToJsonString(), $"msg_{type}")));
        }

        Assert.Equal((EmailState.Bounced, false), ((await _resend.Kept.Get(Letter, default))!.State, (await _resend.Kept.Get(Letter, default))!.Permanent));
        Assert.Null(await _resend.Suppressions.Get(Recipient, default));
    }

    [Theory]
    [InlineData("""{"type":"email.received","created_at":"2026-01-01T10:00:00Z","data":{"email_id":"e","to":["a@b.c"]}}""")]
    [InlineData("""{"type":"contact.created","created_at":"2026-01-01T10:00:00Z","data":{"id":"c"}}""")]
    [InlineData("""{"type":"domain.deleted","created_at":"2026-01-01T10:00:00Z","data":{}}""")]
    [InlineData("""{"type":"email.teleported","created_at":"2026-01-01T10:00:00Z","data":{"email_id":"e","to":["a@b.c"]}}""")]
    [InlineData("""{"type":"email.complained","created_at":"2026-01-01T10:00:00Z","data":{"email_id":"e","to":["a@b.c","d@e.f"]}}""")]
    [InlineData("""{"type":"email.complained","created_at":"2026-01-01T10:00:00Z","data":{"email_id":"e","to":[]}}""")]
    [InlineData("""{"type":"email.complained","created_at":"2026-01-01T10:00:00Z","data":{"email_id":"e"}}""")]
    [InlineData("""{"type":"email.complained","created_at":"2026-01-01T10:00:00Z","data":null}""")]
    [InlineData("""{"type":"email.complained"}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task What_means_nothing_to_us_is_accepted_and_does_nothing(string body)
    {
        Assert.True(await Receive(Signed(body)));
        Assert.Null(await _resend.Kept.Get("e", default));
        Assert.Null(await _resend.Suppressions.Get("a@b.c", default));
    }

    [Fact]
    public async Task No_mutation_of_a_message_has_an_effect_and_its_unharmed_twin_has()
    {
        var good = Signed(ContractFolder.Webhook("resend.email.complained").GetRawText());
        var tried = 0;
        foreach (var bad in good.Mutations())
        {
            Assert.False(await Receive(bad), $"{string.Join(' ', bad.Headers)} {Encoding.UTF8.GetString(bad.Body)}");
            tried++;
        }

        foreach (var late in new[] { -301, 301 })
        {
            Assert.False(await Receive(Signed(Encoding.UTF8.GetString(good.Body), at: Now.AddSeconds(late))));
        }

        output.WriteLine($"{tried} mutations, 0 accepted");
        Assert.True(tried >= 1_000);
        Assert.Null(await _resend.Kept.Get(Letter, default));
        Assert.Null(await _resend.Suppressions.Get(Recipient, default));
        Assert.True(await Receive(good));
        Assert.True(await Receive(good));
        Assert.NotNull(await _resend.Suppressions.Get(Recipient, default));
        Assert.DoesNotContain(Recipient, _resend.Log, StringComparison.Ordinal);
    }

    private static SignedMessage Signed(string body, string id = "msg_1", DateTimeOffset? at = null)
    {
        var seconds = (at ?? Now).ToUnixTimeSeconds();
        var mac = HMACSHA256.HashData(Convert.FromBase64String(ResendAdapter.Secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{seconds}.{body}"));
        return new SignedMessage(Encoding.UTF8.GetBytes(body), new Dictionary<string, string>
        {
            ["svix-id"] = id, ["svix-timestamp"] = $"{seconds}", ["svix-signature"] = "v1," + Convert.ToBase64String(mac),
        });
    }

    private Task<bool> Receive(SignedMessage message) => _resend.Webhook.Receive(message.Body, message.Header, TestContext.Current.CancellationToken);
}

using System.Text;
using Webinars.Adapters.Clerk;
using Webinars.Adapters.Knock;
using Webinars.Adapters.Mux;
using Webinars.Adapters.Resend;

namespace Webinars.Adapters.Tests;

/// <summary>Genuine messages in a form that nobody has seen yet: they are taken, mean nothing, and the log says so without what they hold.</summary>
public sealed class WebhookBodyTests
{
    [Theory]
    [InlineData("mux", """{"type":"video.live_stream.active","id":"SENTINEL"}""")]
    [InlineData("mux", """{"type":"video.live_stream.active","id":"SENTINEL","data":{"id":7},"created_at":"soon"}""")]
    [InlineData("mux", """{"type":"video.asset.ready","id":"SENTINEL","created_at":"2026-01-01T10:00:00Z","data":{"id":"a","live_stream_id":"l","status":"ready","playback_ids":[7],"recording_times":[{"started_at":"now"}]}}""")]
    [InlineData("clerk", """{"type":"session.ended","data":{"id":"SENTINEL"},"timestamp":"soon"}""")]
    [InlineData("clerk", """{"type":"user.updated","timestamp":1767261600000,"data":{"id":"SENTINEL","first_name":7,"email_addresses":"none"}}""")]
    [InlineData("resend", """{"type":"email.bounced","created_at":"soon","data":{"email_id":"SENTINEL","to":["a@example.com"]}}""")]
    [InlineData("resend", """{"type":"email.bounced","created_at":"2026-01-01T10:00:00Z","data":{"email_id":"SENTINEL","to":[7],"tags":{"a":7}}}""")]
    [InlineData("knock", """{"type":"message.seen","data":"SENTINEL","created_at":"2026-01-01T10:00:00Z"}""")]
    [InlineData("mux", "[1]")]
    [InlineData("clerk", "7")]
    [InlineData("resend", "null")]
    [InlineData("knock", "SENTINEL")]
    [InlineData("mux", "")]
    public void An_odd_message_means_nothing(string vendor, string body)
    {
        var log = new LogInMemory();
        var bytes = Encoding.UTF8.GetBytes(body);
        Assert.True(vendor switch
        {
            "mux" => WebhookBody.Read(bytes, MuxEvents.Read, vendor, log) is null,
            "clerk" => WebhookBody.Read(bytes, ClerkEvents.Read, vendor, log) is null,
            "resend" => WebhookBody.Read(bytes, ResendEvents.Read, vendor, log) is null,
            _ => WebhookBody.Read(bytes, KnockEvents.Read, vendor, log) is null,
        });
        Assert.DoesNotContain("SENTINEL", log.ToString(), StringComparison.Ordinal);
    }
}

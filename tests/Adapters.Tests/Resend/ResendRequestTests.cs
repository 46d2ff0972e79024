using System.Text.Json;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Mail;

namespace Webinars.Adapters.Tests.Resend;

/// <summary>Every request that the adapter sends, against the vendor's contract and what its official clients were seen to send.</summary>
public class ResendRequestTests
{
    /// <summary>The setting <c>Resend:Client</c>.</summary>
    protected virtual string Client => "Rest";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_request_has_the_shape_of_one_that_an_official_client_sends()
    {
        using var resend = Resend();
        await Everything(resend);
        var official = Recording.Read("resend-dotnet", "resend-node");
        Assert.Equal(6, resend.Calls.Count);
        foreach (var call in resend.Calls)
        {
            var alike = official.Where(one => one.Call(Contract.Resend) == $"{call.Method} {Contract.Resend.Template(call.Method, call.Path)}").ToList();
            Assert.True(alike.Count > 0, $"No official client sends {call.Method} {call.Path}");
            Assert.Subset(alike.SelectMany(one => one.Headers.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase), call.Headers.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase));
            var known = alike.Where(one => one.Body.Length > 0).SelectMany(one => Members.Of(JsonElement.Parse(one.Body))).ToHashSet();
            Assert.Subset(known, call.Body.Length == 0 ? [] : Members.Of(JsonElement.Parse(call.Body)).ToHashSet());
        }
    }

    [Fact]
    public async Task Every_request_fits_the_contract()
    {
        using var resend = Resend();
        await Everything(resend);
        Assert.All(resend.Calls, call => Contract.Resend.Request(call.Method, call.Path, call.Body));
    }

    [Fact]
    public async Task A_letter_is_sent_whole()
    {
        using var resend = Resend();
        Assert.Equal(ResendAdapter.Id, await resend.Emails.Send(ResendAdapter.Full, "reminder/42/user_1", Cancelled));
        var expected = JsonElement.Parse("""
            {"from":"Acme Webinars <events@example.com>","to":["SENTINEL-TO@example.org"],"subject":"SENTINEL-SUBJECT","html":"<b>SENTINEL-HTML</b> – ümlaut","text":"SENTINEL-TEXT",
             "reply_to":["host@example.com"],"headers":{"List-Unsubscribe":"<https://x.example/u>","X-Entity-Ref-ID":"42"},
             "attachments":[{"filename":"invite.ics","content":"QkVHSU46VkNBTEVOREFS","content_type":"text/calendar; charset=utf-8; method=REQUEST"}],
             "tags":[{"name":"webinar","value":"w_42"}],"scheduled_at":"2026-01-01T09:30:00Z"}
            """);
        var sent = resend.Calls[0];
        Assert.True(JsonElement.DeepEquals(expected, JsonElement.Parse(sent.Body)), sent.Body);
        Assert.Equal(
            ("Bearer re_SENTINEL-KEY", "reminder/42/user_1"), (sent.Headers["Authorization"], sent.Headers["Idempotency-Key"]));
        Assert.StartsWith(Client == "Rest" ? "webinars/" : "resend-sdk/", sent.Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_is_all_or_nothing_and_its_ids_are_in_order()
    {
        using var resend = Resend();
        Assert.Equal([ResendAdapter.Id, "ae2014de-c168-4c61-8267-70d2662a1ce1"], await resend.Emails.SendBatch([ResendAdapter.Small, ResendAdapter.Small], "batch/1", Cancelled));
        Assert.Equal(("strict", "batch/1"), (resend.Calls[0].Headers["x-batch-validation"], resend.Calls[0].Headers["Idempotency-Key"]));
    }

    [Fact]
    public async Task What_could_only_be_rejected_is_not_sent_at_all()
    {
        using var resend = Resend();
        var (small, emails) = (ResendAdapter.Small, resend.Emails);
        Func<Task>[] wrong =
        [
            () => emails.SendBatch([], "key", Cancelled),
            () => emails.SendBatch([.. Enumerable.Repeat(small, 101)], "key", Cancelled),
            () => emails.SendBatch([small, small with { Attachments = ResendAdapter.Full.Attachments }], "key", Cancelled),
            () => emails.SendBatch([small, small with { SendAt = DateTimeOffset.UnixEpoch }], "key", Cancelled),
            () => emails.SendBatch([small], "", Cancelled),
            () => emails.Send(small, "", Cancelled),
            () => emails.Send(small, new string('k', 257), Cancelled),
            () => emails.Send(small with { To = "" }, "key", Cancelled),
            () => emails.Send(small with { To = "SENTINEL-TO@example.org\r\nBcc: b@example.org" }, "key", Cancelled),
            () => emails.Send(small with { Subject = "SENTINEL-SUBJECT\n" }, "key", Cancelled),
            () => emails.Send(small with { ReplyTo = "a@example.org\0" }, "key", Cancelled),
            () => emails.Send(small with { Headers = new Dictionary<string, string> { ["X-A"] = "SENTINEL-SUBJECT\r\nX-B: c" } }, "key", Cancelled),
            () => emails.Send(small with { Headers = new Dictionary<string, string> { ["X-A\n"] = "SENTINEL-SUBJECT" } }, "key", Cancelled),
            .. new[] { "", "a b", "ä", "a.b", "a\n", new string('t', 257) }.SelectMany(tag => new Func<Task>[]
            {
                () => emails.Send(small with { Tags = new Dictionary<string, string> { [tag] = "value" } }, "key", Cancelled),
                () => emails.Send(small with { Tags = new Dictionary<string, string> { ["name"] = tag } }, "key", Cancelled),
            }),
        ];
        foreach (var one in wrong)
        {
            Assert.DoesNotContain("SENTINEL", (await Assert.ThrowsAsync<ArgumentException>(one)).ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(resend.Calls);
        await emails.SendBatch([.. Enumerable.Repeat(small, 100)], new string('k', 256), Cancelled);
        await emails.Send(small with { Tags = new Dictionary<string, string> { ["Az_-09"] = new string('t', 256) } }, "k", Cancelled);
        Assert.Equal(2, resend.Calls.Count);
    }

    [Fact]
    public async Task Ids_cannot_leave_their_place_in_the_path()
    {
        using var resend = Resend();
        if (Client == "Rest")
        {
            await resend.Emails.Cancel("a/b?c", Cancelled);
            Assert.Equal("/emails/a%2Fb%3Fc/cancel", resend.Calls[0].Path);
        }
        else
        {
            // The package takes UUIDs only; nor has the vendor other ids.
            Assert.Equal(new VendorFailure.NotFound(), (await Assert.ThrowsAsync<VendorException>(() => resend.Emails.Cancel("a/b?c", Cancelled))).Failure);
            Assert.Empty(resend.Calls);
        }
    }

    [Theory]
    [InlineData("canceled", EmailState.Cancelled)]
    [InlineData("scheduled", EmailState.Scheduled)]
    [InlineData("delivery_delayed", EmailState.Delayed)]
    [InlineData("bounced", EmailState.Bounced)]
    [InlineData("queued", null)]
    [InlineData("something_new", null)]
    public async Task What_became_of_a_letter_is_told_in_our_words(string word, EmailState? state)
    {
        using var resend = Resend();
        resend.Answer = _ => ResendAdapter.Says(System.Net.HttpStatusCode.OK, ResendAdapter.Looked(word));
        Assert.Equal(state, await resend.Emails.Get(ResendAdapter.Id, Cancelled));
    }

    [Fact]
    public async Task Nothing_that_is_logged_or_thrown_holds_a_key_an_address_or_a_text_whatever_the_vendor_answers()
    {
        using var resend = Resend();
        await Everything(resend);
        resend.Answer = _ => ResendAdapter.Refuses(System.Net.HttpStatusCode.UnprocessableEntity, "validation_error");
        var error = await Assert.ThrowsAsync<VendorException>(() => resend.Emails.Send(ResendAdapter.Full, "key", Cancelled));
        resend.Answer = _ => ResendAdapter.Says(System.Net.HttpStatusCode.OK, "SENTINEL-TO@example.org");
        var garbled = await Assert.ThrowsAsync<VendorException>(() => resend.Emails.Send(ResendAdapter.Full, "key", Cancelled));
        Assert.Contains("/emails", resend.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("SENTINEL", $"{resend.Log}{error}{garbled}", StringComparison.Ordinal);
    }

    private ResendAdapter Resend() => new(("Resend:Client", Client));

    private static async Task Everything(ResendAdapter resend)
    {
        await resend.Emails.Send(ResendAdapter.Full, "key-1", Cancelled);
        await resend.Emails.Send(ResendAdapter.Small, "key-2", Cancelled);
        await resend.Emails.SendBatch([ResendAdapter.Small, ResendAdapter.Small], "key-3", Cancelled);
        await resend.Emails.Reschedule(ResendAdapter.Id, DateTimeOffset.UnixEpoch, Cancelled);
        await resend.Emails.Cancel(ResendAdapter.Id, Cancelled);
        await resend.Emails.Get(ResendAdapter.Id, Cancelled);
    }
}

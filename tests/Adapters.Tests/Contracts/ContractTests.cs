using System.Text.Json;
using Xunit.Sdk;

namespace Webinars.Adapters.Tests.Contracts;

/// <summary>The vendors' own samples fit their documents, and small changes to them do not.</summary>
public sealed class ContractTests
{
    [Fact]
    public void Calls_that_the_document_does_not_know_are_told()
    {
        Contract.Clerk.Request("GET", "/users?limit=10&user_id=user_1&user_id=user_2", null);
        Assert.Equal("/users/count", Contract.Clerk.Template("GET", "/users/count?query=a"));
        Assert.Equal("/users/{user_id}", Contract.Clerk.Template("GET", "/users/user_1"));
        Assert.Contains("not in the contract", Broken(() => Contract.Clerk.Request("GET", "/people", null)), StringComparison.Ordinal);
        Assert.Contains("colour", Broken(() => Contract.Clerk.Request("GET", "/users?colour=red", null)), StringComparison.Ordinal);
        Assert.Contains("limit", Broken(() => Contract.Clerk.Request("GET", "/users?limit=many", null)), StringComparison.Ordinal);
        Assert.Contains("user_id is missing", Broken(() => Contract.Clerk.Request("POST", "/sessions", "{}")), StringComparison.Ordinal);
        Assert.Contains("takes no body", Broken(() => Contract.Clerk.Request("GET", "/jwks", "{}")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_the_document_does_not_name_is_told()
    {
        Contract.Resend.Request("POST", "/emails", """{"from":"a@b.c","to":["a@b.c"],"subject":"s","reply_to":"a@b.c"}""");
        Assert.Contains("replyTo", Broken(() => Contract.Resend.Request("POST", "/emails", """{"from":"a@b.c","to":["a@b.c"],"subject":"s","replyTo":"a@b.c"}""")), StringComparison.Ordinal);
        Assert.Contains("subject is missing", Broken(() => Contract.Resend.Request("POST", "/emails", """{"from":"a@b.c","to":["a@b.c"]}""")), StringComparison.Ordinal);
        Contract.Resend.Request("PATCH", "/emails/1", """{"scheduled_at":"2026-01-01T10:00:00Z"}""");
        Contract.Knock.Request("POST", "/v1/workflows/w/trigger", """{"recipients":["u1"],"cancellation_key":"k"}""");
        Assert.Contains("cancelation_key", Broken(() => Contract.Knock.Request("POST", "/v1/workflows/w/trigger", """{"recipients":["u1"],"cancelation_key":"k"}""")), StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_that_do_not_fit_are_told()
    {
        Contract.Clerk.Answer("GET", "/users/count", 200, """{"object":"total_count","total_count":3}""");
        Contract.Clerk.Answer("GET", "/users/user_1", 429, """{"errors":[{"message":"slow","long_message":"slow down","code":"too_many_requests"}]}""");
        Assert.Contains("total_count", Broken(() => Contract.Clerk.Answer("GET", "/users/count", 200, """{"object":"total_count","total_count":"3"}""")), StringComparison.Ordinal);
        Assert.Contains("must have a body", Broken(() => Contract.Clerk.Answer("GET", "/users/count", 200, null)), StringComparison.Ordinal);
        Assert.Contains("is not among", Broken(() => Contract.Clerk.Answer("GET", "/users/count", 204, null)), StringComparison.Ordinal);
        Assert.NotEmpty(Broken(() => Contract.Clerk.Answer("GET", "/users/user_1", 429, """{"error":"slow"}""")));
        Assert.Contains("not in the contract", Broken(() => Contract.Mux.Answer("PUT", "/video/v1/live-streams/a/complete", 200, """{"data":{"a":1}}""")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clerk.user.created")]
    [InlineData("clerk.user.updated")]
    [InlineData("clerk.user.deleted")]
    [InlineData("clerk.session.created")]
    [InlineData("clerk.session.ended")]
    [InlineData("clerk.session.removed")]
    [InlineData("clerk.session.revoked")]
    [InlineData("mux.01.video.live_stream.created")]
    [InlineData("mux.06.video.asset.ready")]
    [InlineData("mux.17.video.live_stream.simulcast_target.broadcasting")]
    [InlineData("resend.email.bounced")]
    [InlineData("resend.email.delivered")]
    [InlineData("resend.email.suppressed")]
    [InlineData("knock.message.seen")]
    [InlineData("knock.message.undelivered")]
    public void A_sample_webhook_fits_and_one_without_its_data_does_not(string name)
    {
        var contract = Contract.WebhooksOf(name.Split('.')[0]);
        var sample = ContractFolder.Webhook(name);
        var type = sample.GetProperty("type").GetString()!;
        contract.Webhook(type, sample);
        Assert.Contains("data", Broken(() => contract.Webhook(type, JsonElement.Parse($$"""{"type":"{{type}}"}"""))), StringComparison.Ordinal);
        Assert.NotEmpty(Broken(() => contract.Webhook("no.such", sample)));
    }

    private static string Broken(Action check) => Assert.ThrowsAny<XunitException>(check).Message;
}

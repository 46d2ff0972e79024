using System.Net;

namespace Webinars.Adapters.Tests.Sandbox;

public sealed class ClerkSignInTests : IAsyncLifetime
{
    private const string Email = "ada@example.org";
    private ClerkApp _app = null!;
    private ClerkBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await ClerkApp.Start();
        using var first = _app.Browser();
        await first.SignedUp(_app, Email);
        _browser = _app.Browser();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Identifier_and_password_in_one_call_sign_in_at_once()
    {
        var done = await _browser.Post("client/sign_ins", ("identifier", "Ada@example.org"), ("password", "correct horse 9"));
        Assert.Equal("complete", done.Response["status"]!.GetValue<string>());
        Assert.Equal(done.Response["created_session_id"]!.GetValue<string>(), done.Client!["sessions"]![0]!["id"]!.GetValue<string>());
        Assert.Null(done.Client["sign_in"]);
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_password_are_refused_by_field()
    {
        var unknown = await _browser.Post("client/sign_ins", ("identifier", "eve@example.org"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "form_identifier_not_found", "identifier"), (unknown.Status, unknown.ErrorCode, unknown.ErrorField));

        var path = await Started();
        var wrong = await _browser.Post($"{path}/attempt_first_factor", ("strategy", "password"), ("password", "correct horse 8"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "form_password_incorrect", "password"), (wrong.Status, wrong.ErrorCode, wrong.ErrorField));
        Assert.Empty((await _browser.Get("client")).Response["sessions"]!.AsArray());

        var right = await _browser.Post($"{path}/attempt_first_factor", ("strategy", "password"), ("password", "correct horse 9"));
        Assert.Equal("complete", right.Response["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_factors_on_offer_are_password_code_and_reset()
    {
        var signIn = (await _browser.Post("client/sign_ins", ("identifier", Email))).Response;
        Assert.Equal("needs_first_factor", signIn["status"]!.GetValue<string>());
        Assert.Equal(
            ["password", "email_code", "reset_password_email_code"],
            signIn["supported_first_factors"]!.AsArray().Select(x => x!["strategy"]!.GetValue<string>()));
        Assert.Null(signIn["first_factor_verification"]);
    }

    [Fact]
    public async Task A_code_signs_in_and_a_code_of_another_kind_does_not()
    {
        var path = await Started();
        await _browser.Post($"{path}/prepare_first_factor", ("strategy", "reset_password_email_code"));
        var reset = (await _app.Code(Email))!;
        var refused = await _browser.Post($"{path}/attempt_first_factor", ("strategy", "email_code"), ("code", reset));
        Assert.Equal("verification_missing", refused.ErrorCode);

        await _browser.Post($"{path}/prepare_first_factor", ("strategy", "email_code"));
        var done = await _browser.Post($"{path}/attempt_first_factor", ("strategy", "email_code"), ("code", (await _app.Code(Email))!));
        Assert.Equal("complete", done.Response["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_and_other_sessions_end_when_asked()
    {
        using var elsewhere = _app.Browser();
        await elsewhere.Post("client/sign_ins", ("identifier", Email), ("password", "correct horse 9"));
        var path = await Started();
        await _browser.Post($"{path}/prepare_first_factor", ("strategy", "reset_password_email_code"));
        var early = await _browser.Post($"{path}/reset_password", ("password", "battery staple 1"));
        Assert.Equal("verification_missing", early.ErrorCode);

        var verified = await _browser.Post(
            $"{path}/attempt_first_factor", ("strategy", "reset_password_email_code"), ("code", (await _app.Code(Email))!));
        Assert.Equal("needs_new_password", verified.Response["status"]!.GetValue<string>());
        Assert.Empty(verified.Client!["sessions"]!.AsArray());
        var done = await _browser.Post($"{path}/reset_password", ("password", "battery staple 1"), ("sign_out_of_other_sessions", "true"));

        Assert.Equal("complete", done.Response["status"]!.GetValue<string>());
        Assert.Empty((await elsewhere.Get("client")).Response["sessions"]!.AsArray());
        Assert.Equal("form_password_incorrect", (await elsewhere.Post("client/sign_ins", ("identifier", Email), ("password", "correct horse 9"))).ErrorCode);
    }

    [Fact]
    public async Task A_second_tab_that_is_slower_learns_of_the_first_ones_session()
    {
        var first = await _browser.Post("client/sign_ins", ("identifier", Email), ("password", "correct horse 9"));
        var second = await _browser.Post("client/sign_ins", ("identifier", Email));
        Assert.Equal("session_exists", second.ErrorCode);
        Assert.Equal(
            first.Response["created_session_id"]!.GetValue<string>(), second.Body["meta"]!["client"]!["last_active_session_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_finished_sign_in_cannot_be_used_again_after_signing_out()
    {
        var path = await Started();
        await _browser.Post($"{path}/attempt_first_factor", ("strategy", "password"), ("password", "correct horse 9"));
        await _browser.Post("client/sessions?_method=DELETE");
        var again = await _browser.Post($"{path}/attempt_first_factor", ("strategy", "password"), ("password", "correct horse 9"));
        Assert.Equal("client_state_invalid", again.ErrorCode);
    }

    private async Task<string> Started() => $"client/sign_ins/{(await _browser.Post("client/sign_ins", ("identifier", Email))).Response["id"]}";
}

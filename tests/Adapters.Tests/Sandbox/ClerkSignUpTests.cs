using System.Net;

namespace Webinars.Adapters.Tests.Sandbox;

public sealed class ClerkSignUpTests : IAsyncLifetime
{
    private const string Email = "ada@example.org";
    private ClerkApp _app = null!;
    private ClerkBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await ClerkApp.Start();
        _browser = _app.Browser();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_first_visitor_has_no_client_and_the_environment_asks_for_both_names()
    {
        var client = await _browser.Get("client?__clerk_api_version=2026-08-20");
        Assert.Null(client.Body["response"]);
        Assert.Equal("0", _browser.SignedInAt);

        var attributes = (await _browser.Get("environment")).Body["user_settings"]!["attributes"]!;
        Assert.True(attributes["first_name"]!["required"]!.GetValue<bool>());
        Assert.True(attributes["last_name"]!["required"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Signing_up_with_the_code_gives_a_person_a_session_and_cookies()
    {
        var started = await _browser.SignUp(" Ada@Example.org ");
        Assert.Equal("missing_requirements", started.Response["status"]!.GetValue<string>());
        Assert.Equal(started.Response["id"]!.GetValue<string>(), started.Client!["sign_up"]!["id"]!.GetValue<string>());
        var path = $"client/sign_ups/{started.Response["id"]}";
        await _browser.Post($"{path}/prepare_verification", ("strategy", "email_code"));

        var done = await _browser.Post($"{path}/attempt_verification", ("strategy", "email_code"), ("code", (await _app.Code(Email))!));

        Assert.Equal("complete", done.Response["status"]!.GetValue<string>());
        var session = Assert.Single(done.Client!["sessions"]!.AsArray())!;
        Assert.Equal(session["id"]!.GetValue<string>(), done.Response["created_session_id"]!.GetValue<string>());
        Assert.Equal(session["id"]!.GetValue<string>(), done.Client["last_active_session_id"]!.GetValue<string>());
        Assert.Equal("Ada", session["user"]!["first_name"]!.GetValue<string>());
        Assert.Equal(Email, session["user"]!["email_addresses"]![0]!["email_address"]!.GetValue<string>());
        Assert.Null(done.Client["sign_up"]);
        Assert.True(_browser.Cookies.Single(x => x.Name == "__client").HttpOnly);
        Assert.Equal(_app.Time.GetUtcNow().ToUnixTimeSeconds().ToString(), _browser.SignedInAt);
        Assert.Null(await _app.Code(Email));
    }

    [Fact]
    public async Task Before_a_code_is_asked_for_the_verification_has_no_status()
    {
        // clerk-js would otherwise believe that a code is on its way, and the person would wait forever.
        var verification = (await _browser.SignUp(Email)).Response["verifications"]!["email_address"]!;
        Assert.Null(verification["status"]);
        Assert.Null(verification["strategy"]);
        Assert.Null(await _app.Code(Email));
    }

    [Fact]
    public async Task A_wrong_code_is_refused_and_after_five_the_right_one_too()
    {
        var path = await Prepared();
        var right = (await _app.Code(Email))!;
        var wrong = right == "000000" ? "111111" : "000000";
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var refused = await Attempt(path, wrong);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Equal(("form_code_incorrect", "code"), (refused.ErrorCode, refused.ErrorField));
        }

        Assert.Equal("verification_failed", (await Attempt(path, right)).ErrorCode);
        await _browser.Post($"{path}/prepare_verification", ("strategy", "email_code"));
        Assert.Equal(HttpStatusCode.OK, (await Attempt(path, (await _app.Code(Email))!)).Status);
    }

    [Fact]
    public async Task A_code_dies_after_ten_minutes_and_with_its_successor()
    {
        var path = await Prepared();
        var first = (await _app.Code(Email))!;
        _app.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("verification_expired", (await Attempt(path, first)).ErrorCode);
        Assert.Null(await _app.Code(Email));

        await _browser.Post($"{path}/prepare_verification", ("strategy", "email_code"));
        _app.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(HttpStatusCode.OK, (await Attempt(path, (await _app.Code(Email))!)).Status);
    }

    [Fact]
    public async Task A_code_can_be_spent_once()
    {
        var path = await Prepared();
        var code = (await _app.Code(Email))!;
        await Attempt(path, code);
        Assert.Equal("verification_already_verified", (await Attempt(path, code)).ErrorCode);
    }

    [Theory]
    [InlineData("email_address", "no-address", "form_param_format_invalid")]
    [InlineData("password", "short", "form_password_length_too_short")]
    [InlineData("first_name", "A\u0007", "form_param_value_invalid")]
    public async Task A_bad_field_is_refused_by_its_name(string field, string value, string code)
    {
        var refused = await _browser.Post("client/sign_ups", (field, value));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal((code, field), (refused.ErrorCode, refused.ErrorField));
    }

    [Fact]
    public async Task A_taken_address_is_refused_at_once_and_also_when_two_race_for_it()
    {
        using var rival = _app.Browser();
        var path = await Prepared();
        var code = (await _app.Code(Email))!;
        await rival.SignedUp(_app, Email);

        using var third = _app.Browser();
        var refused = await third.SignUp("ADA@example.org");
        Assert.Equal(("form_identifier_exists", "email_address"), (refused.ErrorCode, refused.ErrorField));
        Assert.Equal("form_identifier_exists", (await Attempt(path, code)).ErrorCode);
    }

    [Fact]
    public async Task Missing_fields_can_be_filled_in_after_the_code()
    {
        var started = await _browser.Post("client/sign_ups", ("email_address", Email), ("first_name", ""), ("last_name", "Lovelace"));
        var path = $"client/sign_ups/{started.Response["id"]}";
        await _browser.Post($"{path}/prepare_verification", ("strategy", "email_code"));
        var half = await Attempt(path, (await _app.Code(Email))!);
        Assert.Equal(["first_name", "password"], half.Response["missing_fields"]!.AsArray().Select(x => x!.GetValue<string>()));

        var done = await _browser.Post($"{path}?_method=PATCH", ("first_name", "Ada"), ("password", "correct horse 9"));
        Assert.Equal("complete", done.Response["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Another_address_needs_another_code()
    {
        var path = await Prepared();
        var code = (await _app.Code(Email))!;
        await _browser.Post($"{path}?_method=PATCH", ("email_address", "ada@example.net"));
        Assert.Equal("verification_missing", (await Attempt(path, code)).ErrorCode);
    }

    [Fact]
    public async Task Another_browser_cannot_go_on_with_a_sign_up()
    {
        var path = await Prepared();
        using var stranger = _app.Browser();
        await stranger.SignUp("eve@example.org");
        var refused = await stranger.Post($"{path}/attempt_verification", ("strategy", "email_code"), ("code", (await _app.Code(Email))!));
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
    }

    [Fact]
    public async Task No_password_stands_in_the_file()
    {
        await _browser.SignUp(Email, "correct horse 9");
        Assert.DoesNotContain("correct horse", await File.ReadAllTextAsync(Path.Combine(_app.Options.Folder, "clerk.jsonl")), StringComparison.Ordinal);
    }

    private async Task<string> Prepared()
    {
        var path = $"client/sign_ups/{(await _browser.SignUp(Email)).Response["id"]}";
        await _browser.Post($"{path}/prepare_verification", ("strategy", "email_code"));
        return path;
    }

    private Task<ClerkAnswer> Attempt(string path, string code) =>
        _browser.Post($"{path}/attempt_verification", ("strategy", "email_code"), ("code", code));
}

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Webinars.Adapters.Tests.Sandbox;

namespace Webinars.Adapters.Tests.Contracts.Coverage;

/// <summary>Every call of the Frontend API that the sandbox has is asked, well and badly, and each answer fits Clerk's document.</summary>
public sealed class ClerkFrontendCoverageTests : IAsyncLifetime
{
    private const string Email = "ada@example.org";

    /// <summary>They show what everybody may see, or what is there: there is nothing to refuse.</summary>
    private static readonly string[] NeverRefuse = ["DELETE /v1/client/sessions", "GET /.well-known/jwks.json", "GET /v1/client", "GET /v1/environment", "GET /v1/tickets/accept"];

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
    public async Task Every_call_answers_as_the_document_says()
    {
        await Good("GET environment");
        await Good("GET ../.well-known/jwks.json");
        await Good("GET client");
        await SignUp();
        await SignIn();
        await Profile();
        await Tickets();
        Assert.Empty(Coverage().Missing(_app.Calls, status => status < 400));
    }

    [Fact]
    public async Task Every_call_refuses_as_the_document_says()
    {
        using var owner = _app.Browser();
        var session = await owner.SignedUp(_app, Email);
        var mine = (await owner.Get($"me?_clerk_session_id={session}")).Response;
        _app.Calls.Clear();
        var up = $"client/sign_ups/{(await _browser.Post("client/sign_ups", ("first_name", "Eve"))).Response["id"]}";
        var into = $"client/sign_ins/{(await _browser.Post("client/sign_ins", ("identifier", Email))).Response["id"]}";
        (ClerkBrowser Who, string Call)[] refused =
        [
            (owner, "POST client/sign_ups email_address=a@example.org 400"), (_browser, "POST client/sign_ups email_address=no-address 422"), (_browser, "POST client/sign_ups strategy=ticket&ticket=no 422"),
            (_browser, "GET client/sign_ups/sua_no 404"), (_browser, "PATCH client/sign_ups/sua_no 404"), (_browser, $"PATCH {up} password=short 422"), (_browser, $"PATCH {up} unsafe_metadata=[ 422"),
            (_browser, $"POST {up}/prepare_verification strategy=email_link 422"), (_browser, $"POST {up}/prepare_verification strategy=email_code 422"), (_browser, $"POST {up}/attempt_verification strategy=email_code&code=1 400"),
            (owner, $"POST client/sign_ins identifier={Email} 400"), (_browser, "POST client/sign_ins identifier=nobody@example.org 422"), (_browser, $"POST client/sign_ins identifier={Email}&password=wrong 422"),
            (_browser, "POST client/sign_ins strategy=ticket&ticket=no 422"), (_browser, "GET client/sign_ins/sia_no 404"), (_browser, "POST client/sign_ins/sia_no/prepare_first_factor strategy=email_code 404"),
            (_browser, $"POST {into}/prepare_first_factor strategy=phone_code 422"), (_browser, $"POST {into}/attempt_first_factor strategy=password&password=wrong 422"),
            (_browser, $"POST {into}/attempt_first_factor strategy=email_code&code=1 400"), (_browser, $"POST {into}/reset_password password=battery+staple+1 400"),
            (_browser, $"GET client/sessions/{session} 401"), (_browser, $"POST client/sessions/{session}/touch 401"), (_browser, $"POST client/sessions/{session}/tokens 401"),
            (_browser, $"POST client/sessions/{session}/tokens/knock 401"), (_browser, $"POST client/sessions/{session}/remove 401"), (_browser, $"POST client/sessions/{session}/end 401"),
            (_browser, $"GET me?S 401"), (_browser, "PATCH me?S first_name=Eve 401"), (owner, $"PATCH me?S primary_email_address_id=idn_no 404"), (owner, $"PATCH me?S last_name={new string('x', 257)} 422"),
            (_browser, "GET me/email_addresses?S 401"), (_browser, "POST me/email_addresses?S email_address=b@example.org 401"), (owner, "POST me/email_addresses?S email_address=no 422"),
            (owner, $"POST me/email_addresses?S email_address={Email} 422"), (owner, "GET me/email_addresses/idn_no?S 404"), (owner, "DELETE me/email_addresses/idn_no?S 404"),
            (owner, $"DELETE me/email_addresses/{mine["primary_email_address_id"]}?S 400"), (owner, "POST me/email_addresses/idn_no/prepare_verification?S strategy=email_code 404"),
            (owner, "POST me/email_addresses/idn_no/prepare_verification?S strategy=email_link 422"), (owner, "POST me/email_addresses/idn_no/attempt_verification?S code=1 404"),
            (owner, "POST me/profile_image?S 422"), (owner, "DELETE me/profile_image?S 404"), (owner, "POST me/change_password?S current_password=wrong&new_password=battery+staple+1 422"),
            (owner, "POST me/change_password?S current_password=correct+horse+9&new_password=short 422"), (_browser, "GET me/sessions/active?S 401"), (owner, "POST me/sessions/sess_no/revoke?S 404"),
        ];
        foreach (var (who, call) in refused)
        {
            await Ask(who, call.Replace("?S", $"?_clerk_session_id={session}", StringComparison.Ordinal));
        }

        Assert.Equal(NeverRefuse, Coverage().Missing(_app.Calls, status => status >= 400));
        Assert.Empty(Coverage().Unlisted(_app.Calls));
    }

    [Theory]
    [InlineData("429")]
    [InlineData("500")]
    public async Task What_clerk_says_when_it_cannot_serve_fits_too(string kind)
    {
        using var backend = _app.Backend();
        using var switched = await _app.Http.PostAsJsonAsync("/sandbox/faults", new { vendor = "clerk", kind }, TestContext.Current.CancellationToken);
        Assert.True(switched.IsSuccessStatusCode);
        await Ask(_browser, $"POST client/sign_ups email_address={Email} {kind}");
        using var refused = await backend.GetAsync("users", TestContext.Current.CancellationToken);
        Assert.Equal(kind, $"{(int)refused.StatusCode}");
    }

    private RouteCoverage Coverage() => new(_app.Routes, "/sandbox/clerk", Contract.ClerkFrontend);

    private async Task SignUp()
    {
        // In the order of the card: an address at first, the rest when it is asked for.
        var path = $"client/sign_ups/{(await Good($"POST client/sign_ups email_address={Email}&first_name=Ada")).Response["id"]}";
        await Good($"POST {path}/prepare_verification strategy=email_code");
        await Good($"GET {path}");
        await Good($"POST {path}/attempt_verification strategy=email_code&code={await _app.Code(Email)}");
        var done = await Good($"PATCH {path} last_name=Lovelace&password=correct+horse+9&unsafe_metadata={{\"theme\":\"dark\"}}");
        Assert.Equal("complete", done.Response["status"]!.GetValue<string>());
        await Good("GET client");
        await Good("DELETE client/sessions");
        await Good("GET client");
    }

    private async Task SignIn()
    {
        await Good("POST client/sign_ins");
        var signIn = (await Good($"POST client/sign_ins identifier={Email}")).Response;
        var path = $"client/sign_ins/{signIn["id"]}";
        await Good($"GET {path}");
        await Good($"POST {path}/prepare_first_factor strategy=email_code&email_address_id={signIn["supported_first_factors"]![1]!["email_address_id"]}");
        var done = await Good($"POST {path}/attempt_first_factor strategy=email_code&code={await _app.Code(Email)}");
        await Good($"POST client/sessions/{done.Response["created_session_id"]}/remove");

        path = $"client/sign_ins/{(await Good($"POST client/sign_ins identifier={Email}&strategy=reset_password_email_code")).Response["id"]}";
        await Good($"POST {path}/attempt_first_factor strategy=reset_password_email_code&code={await _app.Code(Email)}");
        done = await Good($"POST {path}/reset_password password=battery+staple+1&sign_out_of_other_sessions=true");
        await Good($"POST client/sessions/{done.Response["created_session_id"]}/end");
    }

    private async Task Profile()
    {
        using var elsewhere = _app.Browser();
        var other = (await Ask(elsewhere, $"POST client/sign_ins identifier={Email}&password=battery+staple+1 200")).Response["created_session_id"];
        var id = (await Good($"POST client/sign_ins identifier={Email}&password=battery+staple+1")).Response["created_session_id"];
        await Good($"GET client/sessions/{id}");
        await Good($"POST client/sessions/{id}/touch active_organization_id=&intent=focus");
        await Good($"POST client/sessions/{id}/tokens organization_id=");
        await Good($"POST client/sessions/{id}/tokens/knock");
        var me = $"_clerk_session_id={id}";
        await Good($"GET me?{me}");
        await Good($"PATCH me?{me} first_name=Augusta");
        await Good($"POST me/change_password?{me} current_password=battery+staple+1&new_password=correct+horse+9");
        await Good($"GET me/sessions/active?{me}");
        await Good($"POST me/sessions/{other}/revoke?{me}");

        var path = $"me/email_addresses/{(await Good($"POST me/email_addresses?{me} email_address=ada@example.net")).Response["id"]}";
        await Good($"POST {path}/prepare_verification?{me} strategy=email_code");
        await Good($"GET {path}?{me}");
        await Good($"POST {path}/attempt_verification?{me} code={await _app.Code("ada@example.net")}");
        await Good($"GET me/email_addresses?{me}");
        await Good($"DELETE {path}?{me}");

        using var picture = new ByteArrayContent([1]) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var form = new MultipartFormDataContent { { picture, "file", "me.png" } };
        Assert.Equal(HttpStatusCode.OK, (await _browser.Send($"me/profile_image?{me}", form)).Status);
        Assert.True((await Good($"GET client")).Response["sessions"]![0]!["user"]!["has_image"]!.GetValue<bool>());
        await Good($"DELETE me/profile_image?{me}");
    }

    /// <summary>Links that the Backend API has made.</summary>
    private async Task Tickets()
    {
        using var backend = _app.Backend();
        using var invited = await backend.PostAsJsonAsync("invitations", new { email_address = "kim@example.org" }, TestContext.Current.CancellationToken);
        var link = new Uri((await ClerkAnswer.Of(invited)).Body["url"]!.GetValue<string>());
        using var guest = _app.Browser();
        Assert.Equal(HttpStatusCode.Redirect, await guest.Follow(link));
        var ticket = link.Query.Split('=')[1];
        var done = await Ask(guest, $"POST client/sign_ups strategy=ticket&ticket={ticket} 200");
        Assert.Equal("verified", done.Response["verifications"]!["email_address"]!["status"]!.GetValue<string>());
        await Ask(guest, $"PATCH client/sign_ups/{done.Response["id"]} first_name=Kim&last_name=Lee&password=correct+horse+9 200");

        using var found = await backend.GetAsync("users?email_address=ada%40example.org", TestContext.Current.CancellationToken);
        using var made = await backend.PostAsJsonAsync("sign_in_tokens", new { user_id = (await ClerkAnswer.Of(found)).Body[0]!["id"]!.GetValue<string>() }, TestContext.Current.CancellationToken);
        using var again = _app.Browser();
        done = await Ask(again, $"POST client/sign_ins strategy=ticket&ticket={(await ClerkAnswer.Of(made)).Body["token"]} 200");
        Assert.Equal("complete", done.Response["status"]!.GetValue<string>());
    }

    private Task<ClerkAnswer> Good(string call) => Ask(_browser, call + " 200");

    /// <param name="call">Verb, path, perhaps a form, and the status that is wanted.</param>
    private static async Task<ClerkAnswer> Ask(ClerkBrowser browser, string call)
    {
        var parts = call.Split(' ');
        var (verb, path) = (parts[0], parts[1]);
        var form = parts.Length < 4 ? [] : parts[2].Split('&').Select(x => x.Split('=', 2)).Select(x => (x[0], x[1].Replace('+', ' '))).ToArray();
        var answer = verb == "GET" ? await browser.Get(path)
            : await browser.Post(verb == "POST" ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}_method={verb}", form);
        Assert.True((int)answer.Status == int.Parse(parts[^1], CultureInfo.InvariantCulture), $"{call}: {answer.Body}");
        return answer;
    }
}

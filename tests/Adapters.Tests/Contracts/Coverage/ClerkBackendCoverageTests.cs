using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Webinars.Adapters.Tests.Sandbox;

namespace Webinars.Adapters.Tests.Contracts.Coverage;

/// <summary>Every operation of the Backend API that the sandbox has is asked, well and badly, and each answer fits Clerk's document.</summary>
public sealed class ClerkBackendCoverageTests : IAsyncLifetime
{
    /// <summary>Refusals that the document does not list: a wrong key, an id that nobody has, a value out of its bounds. Their form is that of all others.</summary>
    private static readonly string[] Unlisted =
    [
        "GET /invitations 422", "GET /jwks 401", "PATCH /email_addresses/{id} 422", "POST /sessions/{id}/tokens 422", "POST /sessions/{id}/tokens/{template} 422",
        "POST /testing_tokens 401", "POST /users/{id}/ban 404", "POST /users/{id}/lock 404", "POST /users/{id}/unban 404", "POST /users/{id}/unlock 404",
    ];

    private ClerkApp _app = null!;
    private HttpClient _backend = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await ClerkApp.Start();
        _backend = _app.Backend();
    }

    public async ValueTask DisposeAsync()
    {
        _backend.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Every_operation_answers_as_the_document_says()
    {
        await Users();
        await Addresses();
        await Sessions();
        await Links();
        Assert.Empty(Coverage().Missing(_app.Calls, status => status == 200));
        Assert.DoesNotContain(_app.Calls, x => x.Status >= 400);
    }

    [Fact]
    public async Task Every_operation_refuses_as_the_document_says()
    {
        var taken = (await Ask("POST users", """{"email_address":["ada@example.org"],"password":"correct horse 9","external_id":"ext-1"}"""))["id"];
        var other = await Ask("POST users", """{"email_address":["eve@example.org"]}""");
        var (primary, session) = (other["primary_email_address_id"], (await Ask("POST sessions", $$"""{"user_id":"{{taken}}"}"""))["id"]);
        var waiting = (await Ask("POST email_addresses", $$"""{"user_id":"{{taken}}","email_address":"new@example.org"}"""))["id"];
        await Ask("POST invitations", """{"email_address":"bob@example.org"}""");
        string[] refused =
        [
            "GET users?limit=0 422", "GET users?order_by=shoe_size 422", "GET users/user_no 404", "GET users/count?" + string.Join('&', Enumerable.Range(0, 101).Select(x => $"user_id=u{x}")) + " 422",
            "DELETE users/user_no 404",
            """POST users {} 422""", """POST users {"email_address":["no address"]} 422""", """POST users {"email_address":["ada@example.org"]} 422""", """POST users {"colour":"red"} 422""",
            """POST users {"email_address":["a@example.org"],"password":"short"} 422""", """POST users {"email_address":"a@example.org"} 422""", """POST users { 400""",
            """POST users {"email_address":["a@example.org"],"external_id":"ext-1"} 422""",
            """PATCH users/user_no {"first_name":"A"} 404""", $$"""PATCH users/{{taken}} {"first_name":1} 422""", $$"""PATCH users/{{taken}} {"password":"short"} 422""",
            $$"""PATCH users/{{taken}} {"primary_email_address_id":"{{waiting}}"} 422""", $$"""PATCH users/{{taken}} {"primary_email_address_id":"idn_no"} 404""",
            "PATCH users/user_no/metadata {} 404", $$"""PATCH users/{{taken}}/metadata {"role":{} } 422""", "PUT users/user_no/metadata {} 404", $$"""PUT users/{{taken}}/metadata {"public_metadata":1} 422""",
            "POST users/user_no/ban 404", "POST users/user_no/unban 404", "POST users/user_no/lock 404", "POST users/user_no/unlock 404",
            """POST users/user_no/verify_password {"password":"correct horse 9"} 404""", $$"""POST users/{{taken}}/verify_password {"password":"wrong"} 422""",
            $$"""POST users/{{other["id"]}}/verify_password {"password":"wrong"} 400""", $$"""POST users/{{taken}}/verify_password {} 422""",
            """POST email_addresses {"user_id":"user_no","email_address":"b@example.org"} 404""", $$"""POST email_addresses {"user_id":"{{taken}}","email_address":"eve@example.org"} 422""",
            $$"""POST email_addresses {"user_id":"{{taken}}"} 422""", "GET email_addresses/idn_no 404", """PATCH email_addresses/idn_no {"primary":true} 404""",
            $$"""PATCH email_addresses/{{waiting}} {"verified":"yes"} 422""", "DELETE email_addresses/idn_no 404", $"DELETE email_addresses/{primary} 400",
            "GET sessions?limit=0 422", "POST sessions {} 404", """POST sessions {"user_id":"user_no"} 404""", "GET sessions/sess_no 404",
            "POST sessions/sess_no/tokens 404", $$"""POST sessions/{{session}}/tokens {"expires_in_seconds":5} 422""",
            "POST sessions/sess_no/tokens/knock 404", $$"""POST sessions/{{session}}/tokens/knock {"expires_in_seconds":5} 422""", "POST sessions/sess_no/revoke 404",
            "GET invitations?limit=0 422", "POST invitations {} 422", """POST invitations {"email_address":"ada@example.org"} 422""", """POST invitations {"email_address":"bob@example.org"} 400""",
            """POST invitations {"email_address":"c@example.org","expires_in_days":0} 422""", "POST invitations/inv_no/revoke 404",
            "POST sign_in_tokens {} 422", """POST sign_in_tokens {"user_id":"user_no"} 404""", "POST sign_in_tokens/sit_no/revoke 404",
        ];
        _app.Calls.Clear();
        foreach (var call in refused)
        {
            var parts = call.Split(' ');
            await Ask($"{parts[0]} {parts[1]}", string.Join(' ', parts[2..^1]), int.Parse(parts[^1]));
        }

        // Without the secret key each of them says no; these can say nothing else.
        using var wrong = _app.Backend("sk_live_wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, (await wrong.GetAsync("jwks", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await wrong.PostAsync("testing_tokens", null, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Empty(Coverage().Missing(_app.Calls, status => status >= 400));
        var unlisted = Coverage().Unlisted(_app.Calls);
        Assert.True(Unlisted.SequenceEqual(unlisted), string.Join(Environment.NewLine, unlisted));
    }

    private RouteCoverage Coverage() => new(_app.Routes, "/sandbox/clerk/v1", Contract.Clerk);

    private async Task Users()
    {
        await Ask("GET jwks");
        var made = await Ask("POST users", """
            {"email_address":["ada@example.org","ada@example.net"],"first_name":"Ada","last_name":"Lovelace","password":"correct horse 9","external_id":"ext-1",
             "public_metadata":{"role":"host"},"private_metadata":{"note":"x"},"unsafe_metadata":{"theme":"dark"},"locale":"en-GB","skip_password_checks":true}
            """);
        var user = $"users/{made["id"]}";
        Assert.Equal("Augusta", (await Ask($"PATCH {user}", $$"""{"first_name":"Augusta","primary_email_address_id":"{{made["email_addresses"]![1]!["id"]}}"}"""))["first_name"]!.GetValue<string>());
        Assert.Equal("""{"role":"guest"}""", (await Ask($"PATCH {user}/metadata", """{"public_metadata":{"role":"guest"}}"""))["public_metadata"]!.ToJsonString());
        Assert.Equal("{}", (await Ask($"PUT {user}/metadata", """{"public_metadata":{}}"""))["public_metadata"]!.ToJsonString());
        Assert.True((await Ask($"POST {user}/ban"))["banned"]!.GetValue<bool>());
        Assert.False((await Ask($"POST {user}/unban"))["banned"]!.GetValue<bool>());
        Assert.True((await Ask($"POST {user}/lock"))["locked"]!.GetValue<bool>());
        Assert.False((await Ask($"POST {user}/unlock"))["locked"]!.GetValue<bool>());
        await Ask($"POST {user}/verify_password", """{"password":"correct horse 9"}""");
        Assert.Equal("ada@example.net", (await Ask($"GET {user}"))["email_addresses"]![0]!["email_address"]!.GetValue<string>());
        Assert.Single((await Ask("GET users?external_id=ext-1&name_query=augusta&email_address_query=ada&banned=false&order_by=-created_at&limit=5&offset=0")).AsArray());
        Assert.Equal(1, (await Ask("GET users/count?query=lovelace"))["total_count"]!.GetValue<int>());
        Assert.True((await Ask($"DELETE {user}"))["deleted"]!.GetValue<bool>());
        Assert.Empty((await Ask("GET users")).AsArray());
    }

    private async Task Addresses()
    {
        var user = (await Ask("POST users", """{"email_address":["bob@example.org"]}"""))["id"];
        var waiting = await Ask("POST email_addresses", $$"""{"user_id":"{{user}}","email_address":"bob@example.net"}""");
        Assert.Null(waiting["verification"]);
        await Ask($"GET email_addresses/{waiting["id"]}");
        var verified = await Ask($"PATCH email_addresses/{waiting["id"]}", """{"verified":true,"primary":true}""");
        Assert.Equal("verified", verified["verification"]!["status"]!.GetValue<string>());
        await Ask("POST email_addresses", $$"""{"user_id":"{{user}}","email_address":"bob@example.com","verified":true,"primary":null}""");
        Assert.True((await Ask($"DELETE email_addresses/{waiting["id"]}"))["deleted"]!.GetValue<bool>());
    }

    private async Task Sessions()
    {
        var user = (await Ask("POST users", """{"email_address":["eve@example.org"]}"""))["id"];
        var session = $"sessions/{(await Ask("POST sessions", $$"""{"user_id":"{{user}}"}"""))["id"]}";
        await Ask($"POST {session}/tokens", """{"expires_in_seconds":3600}""");
        await Ask($"POST {session}/tokens");
        await Ask($"POST {session}/tokens/knock", "{}");
        Assert.Single((await Ask($"GET sessions?user_id={user}&status=active&limit=5")).AsArray());
        Assert.Equal("active", (await Ask($"GET {session}"))["status"]!.GetValue<string>());
        Assert.Equal("revoked", (await Ask($"POST {session}/revoke"))["status"]!.GetValue<string>());
        Assert.Equal(1, (await Ask($"GET sessions?user_id={user}&paginated=true"))["total_count"]!.GetValue<int>());
    }

    private async Task Links()
    {
        var user = (await Ask("POST users", """{"email_address":["joe@example.org"]}"""))["id"];
        var token = await Ask("POST sign_in_tokens", $$"""{"user_id":"{{user}}","expires_in_seconds":600}""");
        Assert.Equal("revoked", (await Ask($"POST sign_in_tokens/{token["id"]}/revoke"))["status"]!.GetValue<string>());
        var invitation = await Ask("POST invitations", """
            {"email_address":"kim@example.org","public_metadata":{"role":"host"},"redirect_url":"http://localhost:5080/sign-up","notify":false,"expires_in_days":7}
            """);
        Assert.Single((await Ask("GET invitations?status=pending&query=kim")).AsArray());
        Assert.Equal(1, (await Ask("GET invitations?paginated=true"))["total_count"]!.GetValue<int>());
        Assert.True((await Ask($"POST invitations/{invitation["id"]}/revoke"))["revoked"]!.GetValue<bool>());
        await Ask("POST testing_tokens");
    }

    /// <param name="call">Verb and path.</param>
    private async Task<JsonNode> Ask(string call, string body = "", int status = 200)
    {
        var (verb, path) = (call.Split(' ')[0], call.Split(' ')[1]);
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        request.Content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await _backend.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode == status, $"{call} {body}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Webinars.Adapters.Tests.Contracts;
using Webinars.Adapters.Tests.Contracts.Coverage;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>Asks as clerk-js does: forms in snake_case, other verbs in the query, cookies kept.</summary>
public sealed class ClerkBrowser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;
    private readonly Uri _root;

    internal ClerkBrowser(string sandbox, ConcurrentBag<Call> calls)
    {
        _root = new Uri(sandbox + "/sandbox/clerk/v1/");
        _http = new HttpClient(new ContractHandler("/sandbox/clerk", () => Contract.ClerkFrontend, requests: false, cookies: _cookies, calls: calls)) { BaseAddress = _root };
        _http.DefaultRequestHeaders.Add("Origin", ClerkApp.Page);
    }

    public CookieCollection Cookies => _cookies.GetCookies(_root);

    public string SignedInAt => Cookies.Single(x => x.Name == "__client_uat").Value;

    public async Task<ClerkAnswer> Get(string path) => await ClerkAnswer.Of(await _http.GetAsync(path));

    public async Task<ClerkAnswer> Post(string path, params (string Name, string Value)[] form)
    {
        using var body = new FormUrlEncodedContent(form.Select(x => KeyValuePair.Create(x.Name, x.Value)));
        return await Send(path, body);
    }

    public async Task<ClerkAnswer> Send(string path, HttpContent body) => await ClerkAnswer.Of(await _http.PostAsync(path, body));

    /// <summary>Follows a link no further than to its answer.</summary>
    public async Task<HttpStatusCode> Follow(Uri link)
    {
        using var answer = await _http.GetAsync(link);
        return answer.StatusCode;
    }

    public Task<ClerkAnswer> SignUp(string email, string password = "correct horse 9") => Post(
        "client/sign_ups", ("email_address", email), ("password", password), ("first_name", "Ada"), ("last_name", "Lovelace"), ("locale", "en-GB"));

    /// <summary>Signs up to the end and returns the session's id.</summary>
    public async Task<string> SignedUp(ClerkApp app, string email)
    {
        var id = (await SignUp(email)).Response["id"]!.GetValue<string>();
        await Post($"client/sign_ups/{id}/prepare_verification", ("strategy", "email_code"));
        var done = await Post($"client/sign_ups/{id}/attempt_verification", ("strategy", "email_code"), ("code", (await app.Code(email))!));
        return done.Response["created_session_id"]!.GetValue<string>();
    }

    public void Dispose() => _http.Dispose();
}

public sealed record ClerkAnswer(HttpStatusCode Status, JsonNode Body, HttpResponseMessage Message)
{
    public JsonNode Response => Body["response"]!;
    public JsonNode? Client => Body["client"];
    public string? ErrorCode => Body["errors"]?[0]?["code"]?.GetValue<string>();
    public string? ErrorField => Body["errors"]?[0]?["meta"]?["param_name"]?.GetValue<string>();

    public static async Task<ClerkAnswer> Of(HttpResponseMessage message) =>
        new(message.StatusCode, JsonNode.Parse(await message.Content.ReadAsStringAsync())!, message);
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Webinars.LoadTests.Servers;

/// <summary>A person of the sandbox, signed in.</summary>
internal sealed record SignedIn(string Id, string Email, string Token);

/// <summary>The product's HTTP API and the sandbox's door for scripts, as any program may use them.</summary>
internal sealed class WebinarsApi(Uri url) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 64 })
    {
        BaseAddress = url,
        Timeout = TimeSpan.FromMinutes(2),
    };

    public async Task<SignedIn[]> People(int count, string prefix, CancellationToken ct)
    {
        var made = await Send(HttpMethod.Post, "/sandbox/clerk/people", new { count, prefix, seconds = 7_200 }, null, ct);
        return made.Deserialize<SignedIn[]>(JsonSerializerOptions.Web)!;
    }

    /// <summary>A draft that starts so much later.</summary>
    public async Task<Guid> Schedule(SignedIn host, string title, string description, TimeSpan startsIn, CancellationToken ct)
    {
        var startsAt = TimeProvider.System.GetUtcNow() + startsIn;
        var draft = new { title, description, startsAt, durationMinutes = 60, timeZone = "Europe/Berlin" };
        return (await Post(host, "/api/webinars", draft, ct)).GetProperty("id").GetGuid();
    }

    /// <summary>The hub's address with a new ticket: 60 seconds, one use.</summary>
    public async Task<Uri> Door(SignedIn person, Guid webinar, CancellationToken ct)
    {
        var ticket = (await Post(person, $"/api/webinars/{webinar}/ticket", null, ct)).GetProperty("ticket").GetString()!;
        return new UriBuilder(url) { Scheme = "ws", Path = "/hub", Query = $"webinarId={webinar}&access_token={Uri.EscapeDataString(ticket)}" }.Uri;
    }

    public Task<JsonElement> Post(SignedIn? person, string path, object? body, CancellationToken ct) => Send(HttpMethod.Post, path, body, person, ct);

    public Task<JsonElement> Get(SignedIn? person, string path, CancellationToken ct) => Send(HttpMethod.Get, path, null, person, ct);

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> Send(HttpMethod method, string path, object? body, SignedIn? person, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = person is null ? null : new AuthenticationHeaderValue("Bearer", person.Token);
        using var answer = await _http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode)
        {
            var text = await answer.Content.ReadAsStringAsync(ct);
            throw new RunFailedException($"{method} {path}: {(int)answer.StatusCode}, {Refusals.Explain(Code(text) ?? text)}");
        }

        return answer.Content.Headers.ContentLength is 0 ? default : await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
    }

    private static string? Code(string problem)
    {
        try
        {
            return JsonDocument.Parse(problem).RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

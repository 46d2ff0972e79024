using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Webinars.Web.Tests;

/// <summary>A signed-in person who asks over HTTP and opens rooms.</summary>
public sealed class Visitor(WebinarsApp app, JsonElement person)
{
    public string Token { get; } = person.GetProperty("token").GetString()!;

    public string Subject { get; } = person.GetProperty("id").GetString()!;

    /// <summary>The sign-in at Clerk that the token comes from.</summary>
    public string Session { get; } = person.GetProperty("sessionId").GetString()!;

    public Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return app.Http.SendAsync(request);
    }

    public async Task<JsonElement> Post(string path, object? body = null) => await Read(await Send(HttpMethod.Post, path, body));

    public async Task<JsonElement> Get(string path) => await Read(await Send(HttpMethod.Get, path));

    /// <summary>Refused with this status and code.</summary>
    public async Task IsRefused(HttpStatusCode status, string code, HttpMethod method, string path, object? body = null) =>
        await IsRefused(status, code, await Send(method, path, body));

    public static async Task IsRefused(HttpStatusCode status, string code, HttpResponseMessage answer)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    /// <summary>A new draft that starts in an hour.</summary>
    public async Task<Guid> Schedule(string title = "Why rooms remember") => (await Post("/api/webinars", Draft(title))).GetProperty("id").GetGuid();

    public static object Draft(string title = "Why rooms remember") =>
        new { title, description = "With examples.", startsAt = DateTimeOffset.UtcNow.AddHours(1), durationMinutes = 45, timeZone = "Europe/Berlin" };

    public async Task<string> Ticket(Guid webinar) => (await Post($"/api/webinars/{webinar}/ticket")).GetProperty("ticket").GetString()!;

    public async Task<RoomClient> Enter(Guid webinar, bool moves = false)
    {
        var room = new RoomClient(app, webinar, () => Ticket(webinar)) { Moves = moves };
        await room.Connect();
        return room;
    }

    private static async Task<JsonElement> Read(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return answer.StatusCode is HttpStatusCode.NoContent ? default : await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}

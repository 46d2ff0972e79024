using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Webinars.Web.Tests;

/// <summary>A browser without an account: it keeps cookies, and says on whose page its forms stand.</summary>
public sealed class Device(WebinarsApp app) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Url) };

    public Task<HttpResponseMessage> Get(string path) => _http.GetAsync(path);

    /// <summary>A form's button.</summary>
    public Task<HttpResponseMessage> Press(string path, params (string Name, string Value)[] fields) => Send(HttpMethod.Post, path, new FormUrlEncodedContent(fields.ToDictionary(one => one.Name, one => one.Value)));

    public Task<HttpResponseMessage> Ask(HttpMethod method, string path, object? body = null) => Send(method, path, body is null ? null : JsonContent.Create(body));

    public async Task<RoomClient> Enter(Guid webinar)
    {
        var room = new RoomClient(app, webinar, async () =>
        {
            var answer = await Ask(HttpMethod.Post, $"/api/webinars/{webinar}/ticket");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ticket").GetString()!;
        });
        await room.Connect();
        return room;
    }

    /// <summary>Signs in with an account of the sandbox.</summary>
    public async Task SignIn(Visitor account)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/auth/session") { Headers = { { "Authorization", $"Bearer {account.Token}" } } };
        Assert.Equal(HttpStatusCode.NoContent, (await _http.SendAsync(request)).StatusCode);
    }

    public void Dispose() => _http.Dispose();

    private Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? body) =>
        _http.SendAsync(new HttpRequestMessage(method, path) { Content = body, Headers = { { "Origin", app.Url } } });
}

using System.Net;
using System.Net.Http.Json;

namespace Webinars.Web.Tests;

/// <summary>A deployment with all its keys, of a build that does hold the sandbox.</summary>
public sealed class ProductionTests : IAsyncLifetime
{
    private readonly WebinarsApp _app = new();

    public async ValueTask InitializeAsync()
    {
        foreach (var (name, value) in SettingsTests.Production())
        {
            _app.Settings[name] = value;
        }

        // What only Development sets by itself.
        _app.Settings["Sandbox__InProcess"] = "true";
        await _app.Start();
    }

    [Fact]
    public async Task Nothing_of_the_sandbox_is_there_even_where_a_setting_asks_for_it()
    {
        foreach (var path in new[]
        {
            "/sandbox", "/sandbox/faults", "/sandbox/mux/state", "/sandbox/mux/webhooks", "/sandbox/resend/inbox", "/sandbox/clerk/.well-known/jwks.json", "/sandbox/page/page.js",
            "/v1/users/1", "/v1/users/1/feeds/1", "/ws/v1/websocket",
        })
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await _app.Http.GetAsync(path)).StatusCode));
        }

        foreach (var (path, body) in new (string, object)[] { ("/sandbox/clerk/people", new { count = 1 }), ("/sandbox/faults", new { vendor = "mux", kind = "down" }), ("/v1/workflows/x/trigger", new { }) })
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await _app.Http.PostAsJsonAsync(path, body)).StatusCode));
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

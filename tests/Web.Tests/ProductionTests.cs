using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

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

    [Fact]
    public async Task Its_log_is_one_object_of_JSON_a_line()
    {
        await _app.Stop();
        var lines = _app.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("Webinars is on ", StringComparison.Ordinal)).Select(line => JsonElement.Parse(line)).ToList();
        var opened = lines.Single(line => line.GetProperty("message").GetString()!.StartsWith("The store in ", StringComparison.Ordinal));
        Assert.Equal("information", opened.GetProperty("level").GetString());
        Assert.Equal(Path.Combine(_app.Folder, "data"), opened.GetProperty("state").GetProperty("Folder").GetString());
        Assert.All(lines, line => Assert.True(line.GetProperty("time").GetDateTimeOffset() > DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task Without_a_token_figures_are_for_nobody_not_even_for_this_machine_where_a_proxy_may_stand()
    {
        foreach (var path in new[] { "/metrics", "/metrics/", "/METRICS", "/%6detrics" })
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await _app.Http.GetAsync(path)).StatusCode));
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Webinars.Web.Tests;

/// <summary>What operators see of the outbox, and nobody else.</summary>
public sealed class DeliveriesTests : IAsyncLifetime
{
    private readonly WebinarsApp _app = new();
    private Visitor _operator = null!;
    private Visitor _other = null!;

    /// <summary>An account whose key the sandbox does not know.</summary>
    private Dictionary<string, string> Wrong => new()
    {
        ["Resend__ApiKey"] = "re_nobodys",
        ["Resend__WebhookSecret"] = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        ["Resend__From"] = "Webinars <events@example.com>",
        ["Resend__BaseUrl"] = $"{_app.Url}/sandbox/resend",
    };

    public async ValueTask InitializeAsync()
    {
        // The sandbox keeps its people over a restart, and an operator is named by an address.
        await _app.Start();
        var answer = await _app.Http.PostAsJsonAsync("/sandbox/clerk/people", new { count = 2 });
        var people = await answer.Content.ReadFromJsonAsync<JsonElement>();
        (_operator, _other) = (new Visitor(_app, people[0]), new Visitor(_app, people[1]));
        await _app.Stop();
        _app.Settings["Operators__0"] = people[0].GetProperty("email").GetString()!.ToUpperInvariant();
        await _app.Start();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_operator_sees_what_was_given_up_and_why_sends_it_again_and_sees_what_became_of_it()
    {
        Assert.Contains("Nothing was given up.", await Page(), StringComparison.Ordinal);
        await Fails("422-somebody@example.com");
        var dead = await Until(async () => (await _operator.Get("/api/admin/deliveries")).GetProperty("dead"), all => all.GetArrayLength() == 1);
        Assert.Equal("rejected-403", dead[0].GetProperty("problem").GetString());
        Assert.Equal("Confirmation to 4…@example.com", dead[0].GetProperty("summary").GetString());
        Assert.DoesNotContain("/join/", $"{dead}", StringComparison.Ordinal);
        Assert.DoesNotContain("422-somebody", $"{dead}", StringComparison.Ordinal);

        var page = await Page();
        Assert.Contains("The service does not accept our key or our sender.", page, StringComparison.Ordinal);
        Assert.Contains("Confirmation to 4", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/join/", page, StringComparison.Ordinal);

        var key = dead[0].GetProperty("key").GetString()!;
        var path = $"/api/admin/deliveries/{Uri.EscapeDataString(key)}";
        await _app.Stop();
        foreach (var name in Wrong.Keys)
        {
            _app.Settings.Remove(name);
        }

        await _app.Start();
        var again = (await _operator.Post($"{path}/revive")).GetProperty("key").GetString()!;
        Assert.Equal($"{key}~2", again);
        await Until(async () => (await _operator.Get($"/api/admin/deliveries/{Uri.EscapeDataString(again)}")).GetProperty("state").GetString(), state => state == "sent");
        Assert.Contains("It has left.", await Page(), StringComparison.Ordinal);
        await Visitor.IsRefused(HttpStatusCode.Conflict, "wrong-state", await _operator.Send(HttpMethod.Post, $"{path}/revive"));
        await Visitor.IsRefused(HttpStatusCode.NotFound, "not-found", await _operator.Send(HttpMethod.Post, "/api/admin/deliveries/nothing/revive"));
    }

    [Fact]
    public async Task To_everybody_else_there_is_no_such_page()
    {
        foreach (var (method, path) in new[] { (HttpMethod.Get, "/api/admin/deliveries"), (HttpMethod.Get, "/api/admin/deliveries/x"), (HttpMethod.Post, "/api/admin/deliveries/x/revive") })
        {
            await _other.IsRefused(HttpStatusCode.NotFound, "not-found", method, path);
            await Visitor.IsRefused(HttpStatusCode.NotFound, "not-found", await _app.Http.SendAsync(new HttpRequestMessage(method, path)));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await _other.Send(HttpMethod.Get, "/admin/deliveries")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Http.GetAsync("/admin/deliveries")).StatusCode);
        Assert.Contains("href=\"/admin/deliveries\"", await (await _operator.Send(HttpMethod.Get, "/")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("/admin/deliveries", await (await _other.Send(HttpMethod.Get, "/")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_who_is_no_address_is_said_before_the_start()
    {
        var (exitCode, output) = await WebinarsApp.Run(new() { ["Operators__0"] = "ada@example.com", ["Operators__1"] = "SENTINEL" }, "check-config");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Operators:1 must be an e-mail address", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Operators:0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("SENTINEL", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_for_an_operator_that_was_left_empty_names_nobody()
    {
        var (exitCode, output) = await WebinarsApp.Run(new() { ["Operators__0"] = "", ["Operators__1"] = " ", ["Operators__2"] = "ada@example.com" }, "check-config");
        Assert.True(exitCode == 0, output);
    }

    /// <summary>A letter to that address, with a key that the service does not know.</summary>
    private async Task Fails(string email)
    {
        await _app.Stop();
        foreach (var (name, value) in Wrong)
        {
            _app.Settings[name] = value;
        }

        await _app.Start();
        var webinar = await _operator.Schedule();
        await _operator.Post($"/api/webinars/{webinar}/publish");
        (await _app.Http.PostAsJsonAsync($"/api/webinars/{webinar}/registrations", new { email, name = "Somebody" })).EnsureSuccessStatusCode();
    }

    private async Task<string> Page()
    {
        var answer = await _operator.Send(HttpMethod.Get, "/admin/deliveries");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<T> Until<T>(Func<Task<T>> look, Func<T, bool> good)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var seen = await look();
            if (good(seen))
            {
                return seen;
            }

            await Task.Delay(100, limit.Token);
        }
    }
}

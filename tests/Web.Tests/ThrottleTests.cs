using System.Net;
using System.Net.Http.Json;

namespace Webinars.Web.Tests;

/// <summary>How often one address may register people, seen from behind a proxy.</summary>
public sealed class ThrottleTests
{
    [Fact]
    public async Task Behind_a_proxy_every_address_is_counted_by_itself()
    {
        await using var app = new WebinarsApp();
        BehindProxyTests.TrustThisMachine(app);
        app.Settings["Limits__RegistrationsPerMinute"] = "3";
        await app.InitializeAsync();
        var (_, _, webinar) = await app.Scheduled(0);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await Register(app, webinar, $"p{i}@example.com", "203.0.113.7")).StatusCode);
        }

        var more = await Register(app, webinar, "one.more@example.com", "203.0.113.7");
        Assert.NotNull(more.Headers.RetryAfter);
        await Visitor.IsRefused(HttpStatusCode.TooManyRequests, "too-fast", more);
        Assert.Equal(HttpStatusCode.Accepted, (await Register(app, webinar, "other@example.com", "203.0.113.8")).StatusCode);

        // A household has a whole /64; and who writes its own address before the proxy's wins nothing.
        foreach (var (address, i) in new[] { "2001:db8::1", "2001:db8::2", "192.0.2.1, 2001:db8::3" }.Select((address, i) => (address, i)))
        {
            Assert.Equal(HttpStatusCode.Accepted, (await Register(app, webinar, $"six{i}@example.com", address)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Register(app, webinar, "six@example.com", "2001:db8::4")).StatusCode);
    }

    private static Task<HttpResponseMessage> Register(WebinarsApp app, Guid webinar, string email, string from)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webinars/{webinar}/registrations") { Content = JsonContent.Create(new { email, name = "P" }) };
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", from);
        return app.Http.SendAsync(request);
    }
}

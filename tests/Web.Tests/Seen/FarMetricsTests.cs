using System.Net;

namespace Webinars.Web.Tests.Seen;

/// <summary>In Development, without a token: who is near.</summary>
public sealed class FarMetricsTests
{
    [Fact]
    public async Task This_machine_reads_but_not_what_comes_through_a_proxy_that_nobody_believes()
    {
        await using var app = new WebinarsApp();
        await app.Start();
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/metrics")).StatusCode);
        foreach (var header in new[] { "X-Forwarded-For", "Forwarded" })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            request.Headers.Add(header, "for=10.0.0.1");
            Assert.Equal(HttpStatusCode.NotFound, (await app.Http.SendAsync(request)).StatusCode);
        }
    }

    [Fact]
    public async Task Behind_a_proxy_that_is_believed_the_address_counts_that_it_names()
    {
        await using var app = new WebinarsApp();
        (app.Settings["Web__TrustedProxies__0"], app.Settings["Web__TrustedProxies__1"]) = ("127.0.0.1", "::1");
        await app.Start();
        foreach (var (address, status) in new[]
        {
            ("203.0.113.7", HttpStatusCode.NotFound), ("2001:db8::7", HttpStatusCode.NotFound), ("10.1.2.3", HttpStatusCode.OK), ("fd00::7", HttpStatusCode.OK),
        })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            request.Headers.Add("X-Forwarded-For", address);
            Assert.Equal((address, status), (address, (await app.Http.SendAsync(request)).StatusCode));
        }
    }
}

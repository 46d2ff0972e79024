using System.Net;

namespace Webinars.Web.Tests.Seen;

public sealed class FarMetricsTests
{
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

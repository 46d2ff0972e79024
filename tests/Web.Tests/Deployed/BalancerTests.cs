using System.Net;
using System.Text;
using Webinars.Servers;

namespace Webinars.Web.Tests.Deployed;

/// <summary>What the balancer passes on, seen from behind it.</summary>
public sealed class BalancerTests
{
    [Theory]
    [InlineData("", "127.0.0.1", "")]
    [InlineData("192.0.2.1", "127.0.0.1", "")]
    [InlineData("192.0.2.1 127.0.0.0/8", "203.0.113.7", "https")]
    public async Task What_is_said_of_the_visitor_is_passed_on_only_from_whoever_ends_TLS_before_it(string upstream, string address, string scheme)
    {
        await using var behind = await Behind.Started(upstream);
        Assert.Equal($"{address} {scheme}", await (await behind.Get("/", "203.0.113.7")).Content.ReadAsStringAsync());

        // Who is believed and says nothing is the visitor.
        Assert.Equal("127.0.0.1 ", await (await behind.Get("/", null)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Figures_are_not_passed_on_however_they_are_spelt()
    {
        await using var behind = await Behind.Started("");
        foreach (var path in new[] { "/metrics", "/metrics/", "/Metrics", "/%6Detrics" })
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await behind.Get(path, null)).StatusCode));
        }

        Assert.Equal(HttpStatusCode.OK, (await behind.Get("/about-metrics", null)).StatusCode);
    }

    /// <summary>The balancer, and one who says what reached it.</summary>
    private sealed class Behind : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly HttpClient _http = new();
        private readonly Haproxy _haproxy;

        private Behind(string upstream)
        {
            var port = ServerProcess.FreePort();
            _listener.Prefixes.Add($"http://*:{port}/");
            _listener.Start();
            _haproxy = new Haproxy(new Dictionary<string, string> { ["NODE1"] = $"127.0.0.1:{port}", ["UPSTREAM"] = upstream });
        }

        public static async Task<Behind> Started(string upstream)
        {
            var behind = new Behind(upstream);
            _ = behind.Answer();
            await behind._haproxy.Start();
            await behind._haproxy.Until("node1", "UP");
            return behind;
        }

        public async Task<HttpResponseMessage> Get(string path, string? visitor)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{_haproxy.Port}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            if (visitor is not null)
            {
                request.Headers.Add("X-Forwarded-For", visitor);
                request.Headers.Add("X-Forwarded-Proto", "https");
            }

            return await _http.SendAsync(request);
        }

        public async ValueTask DisposeAsync()
        {
            await _haproxy.DisposeAsync();
            _http.Dispose();
            _listener.Close();
        }

        private async Task Answer()
        {
            while (_listener.IsListening)
            {
                var context = await _listener.GetContextAsync();
                var headers = context.Request.Headers;
                context.Response.Close(Encoding.UTF8.GetBytes($"{headers["X-Forwarded-For"]} {headers["X-Forwarded-Proto"]}"), willBlock: false);
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Webinars.Servers;

namespace Webinars.Web.Tests.Seen;

/// <summary>What a collector of traces is sent.</summary>
public sealed class CollectorTests
{
    [Fact]
    public async Task A_collector_sees_requests_and_neither_their_paths_nor_what_was_asked()
    {
        using var collector = new HttpListener();
        var port = ServerProcess.FreePort();
        collector.Prefixes.Add($"http://localhost:{port}/");
        collector.Start();
        var sent = new BlockingCollection<string>();
        _ = Take(collector, sent);
        await using var app = new WebinarsApp();
        app.Settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://localhost:{port}";
        app.Settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        app.Settings["OTEL_TRACES_SAMPLER"] = "always_on";
        await app.Start();
        foreach (var path in new[] { "/r/SENTINEL-LINK?asked=SENTINEL-QUERY", "/api/webinars/SENTINEL-ID", "/SENTINEL-PAGE" })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("User-Agent", "SENTINEL-BROWSER");
            await app.Http.SendAsync(request);
        }

        // What has not left yet leaves with the end.
        await app.Stop();
        var all = string.Concat(sent);
        Assert.Contains("Microsoft.AspNetCore.Hosting.HttpRequestIn", all, StringComparison.Ordinal);
        Assert.DoesNotContain("SENTINEL", all, StringComparison.Ordinal);
        Assert.DoesNotContain("url.path", all, StringComparison.Ordinal);
    }

    private static async Task Take(HttpListener collector, BlockingCollection<string> sent)
    {
        while (collector.IsListening)
        {
            var context = await collector.GetContextAsync();
            using var body = new StreamReader(context.Request.InputStream, Encoding.Latin1);
            sent.Add(await body.ReadToEndAsync());
            context.Response.Close();
        }
    }
}

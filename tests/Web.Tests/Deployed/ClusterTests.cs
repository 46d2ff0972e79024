using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Webinars.Servers;

namespace Webinars.Web.Tests.Deployed;

/// <summary>Two nodes, their stores and a sandbox behind the balancer of deploy/haproxy.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private Cluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await Cluster.Started();

    [Fact]
    public async Task One_origin_serves_pages_and_the_sandbox_and_outlives_a_node()
    {
        var (first, second) = (_cluster.Nodes[0], _cluster.Nodes[1]);
        Assert.Equal(HttpStatusCode.OK, await Status("/"));
        Assert.Equal(HttpStatusCode.OK, await Status("/sandbox"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status("/v1/users/1"));
        var people = await _http.PostAsJsonAsync($"{_cluster.Url}/sandbox/clerk/people", new { count = 1 });
        Assert.Equal(1, (await people.Content.ReadFromJsonAsync<JsonElement>()).GetArrayLength());

        // The nodes hold no sandbox of their own; metrics are for operators.
        using (var past = await _http.GetAsync($"{first.Url}/sandbox"))
        {
            Assert.Equal(HttpStatusCode.NotFound, past.StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, await Status("/metrics"));

        // Killed: nobody sees more than a pause.
        await first.Kill();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await Status("/"));
        }

        await _cluster.Balancer.Until(first.Name, "DOWN");
        await _cluster.Start(first);

        // Frozen: nothing is sent there within seconds, and it is taken back.
        await second.Freeze();
        var frozen = Stopwatch.GetTimestamp();
        await _cluster.Balancer.Until(second.Name, "DOWN");
        Assert.True(Stopwatch.GetElapsedTime(frozen) < TimeSpan.FromSeconds(8));
        Assert.Equal(HttpStatusCode.OK, await Status("/"));
        await second.Thaw();
        await _cluster.Balancer.Until(second.Name, "UP");
    }

    [Fact]
    public async Task A_canary_gets_few_people_and_goes_back()
    {
        var canary = _cluster.Nodes[1];
        var before = canary.ProcessId;
        await _cluster.Canary(canary.Program);
        var seen = (await _cluster.Balancer.Nodes())[canary.Name];
        Assert.Equal(("UP", 10), (seen.Status, seen.Weight));
        Assert.NotEqual(before, canary.ProcessId);
        await _cluster.Back();
        Assert.All((await _cluster.Balancer.Nodes()).Values, node => Assert.Equal(("UP", 100), (node.Status, node.Weight)));
        Assert.Equal(HttpStatusCode.OK, await Status("/"));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _cluster.DisposeAsync();
    }

    private async Task<HttpStatusCode> Status(string path)
    {
        using var answer = await _http.GetAsync(_cluster.Url + path);
        return answer.StatusCode;
    }
}

using System.Net;
using System.Net.Http.Json;
using Webinars.Servers;

namespace Webinars.Web.Tests.Nodes;

/// <summary>What two nodes on one store do as one, and who may not join them.</summary>
public sealed class TogetherTests(TogetherTests.TwoNodes two) : IClassFixture<TogetherTests.TwoNodes>
{
    private const int PerMinute = 6;

    [Fact]
    public async Task Who_registers_from_one_address_is_counted_on_both_nodes_together()
    {
        await using var room = await Gathering.Of(two.Cluster, 0);
        using var http = new HttpClient();
        var accepted = 0;
        for (var i = 0; i < 2 * PerMinute; i++)
        {
            accepted += await Register(i, "203.0.113.7") is HttpStatusCode.Accepted ? 1 : 0;

            // A node hears a moment later what was taken on the other.
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        // Each alone would have taken them all; a bucket fills up meanwhile.
        Assert.InRange(accepted, PerMinute, PerMinute + 3);
        Assert.Equal(HttpStatusCode.TooManyRequests, await Register(100, "203.0.113.7"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Register(101, "203.0.113.7"));
        Assert.Equal(HttpStatusCode.Accepted, await Register(102, "203.0.113.8"));
        Assert.Equal(HttpStatusCode.Accepted, await Register(103, "203.0.113.8"));

        async Task<HttpStatusCode> Register(int number, string from)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{two.Cluster.Nodes[number % 2].Url}/api/webinars/{room.Webinar}/registrations")
            {
                Content = JsonContent.Create(new { email = $"p{number}@example.com", name = "P" }),
            };
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", from);
            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_node_that_is_found_elsewhere_does_not_start_beside_them_and_names_the_setting()
    {
        var (exitCode, output) = await WebinarsApp.Run(new(two.Cluster.Settings) { ["Web__PublicUrl"] = "http://elsewhere.example.com" });
        Assert.Equal(1, exitCode);
        var said = Assert.Single(output.Split('\n'), line => line.StartsWith("The setting ", StringComparison.Ordinal));
        Assert.StartsWith("The setting Web:PublicUrl is not that of 2 nodes", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", said, StringComparison.Ordinal);
    }

    public sealed class TwoNodes : IAsyncLifetime
    {
        public Cluster Cluster { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Cluster = await Cluster.Started(new ClusterOptions { Settings = new Dictionary<string, string?> { ["Limits__RegistrationsPerMinute"] = $"{PerMinute}" } });

        public ValueTask DisposeAsync() => Cluster.DisposeAsync();
    }
}

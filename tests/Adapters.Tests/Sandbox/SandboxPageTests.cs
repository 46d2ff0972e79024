using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Webinars.Adapters.Tests.Sandbox;

public sealed partial class SandboxPageTests : IAsyncLifetime
{
    private MuxTestHost _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await MuxTestHost.StartAsync();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task The_page_and_all_that_it_loads_are_served_with_a_strict_policy_and_their_types()
    {
        var seen = new Dictionary<string, string>();
        await LookAsync("/sandbox");
        Assert.Superset(
            new[] { "page.css", "page.js", "streams.js", "ingest.js", "people.js", "suppressions.js", "mail.js", "in-app.js", "webhooks.js", "faults.js" }.ToHashSet(),
            seen.Keys.Select(x => x.Split('/')[^1]).ToHashSet());
        Assert.DoesNotContain(seen.Values, text => text.Contains("http://", StringComparison.Ordinal) || text.Contains("https://", StringComparison.Ordinal));
        Assert.DoesNotContain("<script>", seen["/sandbox"], StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\son\w+=", seen["/sandbox"]);
        Assert.Contains("prefers-color-scheme: dark", seen["/sandbox/page/page.css"], StringComparison.Ordinal);

        async Task LookAsync(string path)
        {
            if (seen.ContainsKey(path))
            {
                return;
            }

            using var response = await _sandbox.Http.GetAsync(path, MuxTestHost.Cancelled);
            Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy")).Split("; ");
            Assert.Contains("default-src 'self'", policy);
            Assert.Contains("frame-src 'none'", policy);
            Assert.DoesNotContain(policy, part => part.StartsWith("script-src", StringComparison.Ordinal) || part.Contains("unsafe-eval", StringComparison.Ordinal));
            Assert.All(policy.Where(x => x.Contains("unsafe-inline", StringComparison.Ordinal)), part => Assert.StartsWith("style-src", part, StringComparison.Ordinal));
            Assert.Equal(Type(path), response.Content.Headers.ContentType?.MediaType);
            seen[path] = await response.Content.ReadAsStringAsync(MuxTestHost.Cancelled);
            foreach (var next in Loaded().Matches(seen[path]).Select(x => new Uri(new Uri("http://sandbox" + path), x.Groups["file"].Value)))
            {
                await LookAsync(next.AbsolutePath);
            }
        }
    }

    [Theory]
    [InlineData("nothing.js")]
    [InlineData("SandboxPage.cs")]
    [InlineData("..%2Fpage.html")]
    public async Task What_is_no_part_of_the_page_is_not_there(string name)
    {
        using var response = await _sandbox.Http.GetAsync($"/sandbox/page/{name}", MuxTestHost.Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("mux")]
    [InlineData("clerk")]
    public async Task Every_vendors_webhooks_are_listed_newest_first_and_told_in_full(string vendor)
    {
        if (vendor == "mux")
        {
            var stream = (await _sandbox.CreateStreamAsync()).Text("id");
            await _sandbox.SendAsync(HttpMethod.Put, $"video/v1/live-streams/{stream}/disable");
        }
        else
        {
            var person = (await _sandbox.PeopleAsync(1))[0].Text("id");
            using var renamed = await _sandbox.RenameAsync(person, "Ada", "Lovelace");
            using var deleted = await _sandbox.Http.DeleteAsync($"/sandbox/clerk/people/{person}", MuxTestHost.Cancelled);
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        }

        string[] types = vendor == "mux" ? ["video.live_stream.disabled", "video.live_stream.created"] : ["user.deleted", "user.updated"];
        await _sandbox.Receiver.FirstAsync(types[0]);
        var list = await _sandbox.WebhooksAsync(vendor);
        Assert.Equal(types, list.Select(x => x.Text("type")));
        var id = list[0].Text("id");
        await MuxTestHost.UntilAsync(async () => (await _sandbox.WebhooksAsync(vendor))[0].GetProperty("delivered").GetBoolean(), "the attempt to be noted");
        var one = await _sandbox.JsonAsync($"/sandbox/{vendor}/webhooks/{id}");
        Assert.Equal(types[0], one.GetProperty("body").Text("type"));
        Assert.Equal([200], one.GetProperty("tries").EnumerateArray().Select(x => x.GetProperty("status").GetInt32()));

        using var again = await _sandbox.Http.PostAsync($"/sandbox/{vendor}/webhooks/{id}/send", null, MuxTestHost.Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        await _sandbox.Receiver.NthAsync(types[0], 2);
        using var unknown = await _sandbox.Http.PostAsync($"/sandbox/{vendor}/webhooks/nobody/send", null, MuxTestHost.Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static string Type(string path) => Path.GetExtension(path) switch { ".css" => "text/css", ".js" => "text/javascript", _ => "text/html" };

    [GeneratedRegex("""(?:(?:href|src)=|from )"(?<file>(?:/sandbox/page|\.\.?)/[^"]+)\x22""")]
    private static partial Regex Loaded();
}

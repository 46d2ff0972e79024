using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Webinars.Web.Tests;

/// <summary>An address that refuses letters, or whose owner calls them spam, gets no more of them: over the whole process, told by the sandbox's webhooks.</summary>
public sealed class BounceTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    [Fact]
    public async Task Who_bounced_or_complained_is_left_alone_by_this_webinar_and_every_other()
    {
        var (_, _, webinar) = await app.Scheduled(0);
        var (bouncing, complaining, well) = ("bounced+ada@resend.dev", "complains@example.com", "well@example.com");
        foreach (var address in new[] { bouncing, complaining, well })
        {
            await Register(webinar, address);
            await Letters(address, 1);
        }

        var spam = (await Letters(complaining, 1))[0].GetProperty("id").GetString();
        (await app.Http.PostAsync($"/sandbox/resend/inbox/{spam}/complained", null)).EnsureSuccessStatusCode();
        await Told("email.bounced");
        await Told("email.complained");

        // Asked for again, and asked for elsewhere: only who takes letters gets them.
        var (_, _, other) = await app.Scheduled(0);
        foreach (var address in new[] { bouncing, complaining, well })
        {
            await Register(webinar, address);
            await Register(other, address);
        }

        await Letters(well, 3);
        Assert.Single(await Letters(bouncing, 1));
        Assert.Single(await Letters(complaining, 1));
    }

    private async Task Register(Guid webinar, string email) => Assert.Equal(
        HttpStatusCode.Accepted, (await app.Http.PostAsJsonAsync($"/api/webinars/{webinar}/registrations", new { email, name = "Ada" })).StatusCode);

    /// <summary>Of one address, once there are so many.</summary>
    private async Task<IReadOnlyList<JsonElement>> Letters(string to, int count)
    {
        List<JsonElement> letters = [];
        await Until(async ct => (letters = [.. (await app.Http.GetFromJsonAsync<JsonElement>($"/sandbox/resend/inbox?to={Uri.EscapeDataString(to)}", ct)).EnumerateArray()]).Count >= count);
        return letters;
    }

    /// <summary>The product has taken a webhook of this type.</summary>
    private Task Told(string type) => Until(async ct => (await app.Http.GetFromJsonAsync<JsonElement>("/sandbox/resend/webhooks", ct)).EnumerateArray()
        .Any(one => one.GetProperty("type").GetString() == type && one.GetProperty("delivered").GetBoolean()));

    private static async Task Until(Func<CancellationToken, Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await holds(limit.Token))
        {
            await Task.Delay(50, limit.Token);
        }
    }
}

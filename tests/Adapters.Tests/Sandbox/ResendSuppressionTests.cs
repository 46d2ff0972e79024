using System.Net;
using System.Text.Json;

namespace Webinars.Adapters.Tests.Sandbox;

/// <summary>To whom nothing is sent any more.</summary>
public sealed class ResendSuppressionTests : IAsyncLifetime
{
    private ResendApp _resend = null!;

    public async ValueTask InitializeAsync() => _resend = await ResendApp.Start();

    public ValueTask DisposeAsync() => _resend.DisposeAsync();

    [Theory]
    [InlineData("bounced", null)]
    [InlineData("complained", null)]
    [InlineData("bounced", """{"type":"Permanent"}""")]
    public async Task After_a_bounce_or_a_complaint_the_next_letter_is_suppressed_until_the_address_is_taken_off_the_list(string what, string? wish)
    {
        var id = await _resend.Arrived(await Sent("Ada <ADA@example.org>"), "delivered");
        Assert.Equal(HttpStatusCode.OK, await _resend.Happens(id, what, wish));
        var listed = Assert.Single(await ListAsync());
        Assert.Equal(("ada@example.org", what, _resend.Clock.GetUtcNow()), (listed.Text("address"), listed.Text("reason"), listed.GetProperty("at").GetDateTimeOffset()));

        await _resend.Arrived(await Sent("ada@Example.org"), "suppressed");
        Assert.Equal("OnAccountSuppressionList", (await _resend.Product.FirstAsync("email.suppressed")).Data.GetProperty("suppressed").Text("type"));
        await _resend.Arrived(await Sent("bob@example.org"), "delivered");
        await _resend.Restart();
        await _resend.Arrived(await Sent("ada@example.org"), "suppressed");

        Assert.Equal(HttpStatusCode.NoContent, await TakeOffAsync("ada@example.org"));
        Assert.Empty(await ListAsync());
        await _resend.Arrived(await Sent("ada@example.org"), "delivered");
        Assert.Equal(HttpStatusCode.NotFound, await TakeOffAsync("ada@example.org"));
    }

    [Theory]
    [InlineData("ada@example.org", "bounced", """{"type":"Transient"}""")]
    [InlineData("ada@example.org", "opened", null)]
    [InlineData("ada@example.org", "failed", null)]
    [InlineData("delivered@resend.dev", "bounced", null)]
    public async Task What_may_pass_and_the_vendors_addresses_for_tests_suppress_nothing(string to, string what, string? wish)
    {
        await _resend.Happens(await _resend.Arrived(await Sent(to), "delivered"), what, wish);
        Assert.Empty(await ListAsync());
        await _resend.Arrived(await Sent(to), "delivered");
    }

    private Task<string> Sent(string to) => _resend.Sent($$"""{"from":"Acme <events@example.com>","to":["{{to}}"],"subject":"Hi","text":"Hi"}""");

    private async Task<List<JsonElement>> ListAsync() => [.. JsonElement.Parse(await _resend.Http.GetStringAsync("suppressions", ResendApp.Cancelled)).EnumerateArray()];

    private async Task<HttpStatusCode> TakeOffAsync(string address)
    {
        using var answer = await _resend.Http.DeleteAsync($"suppressions/{Uri.EscapeDataString(address)}", ResendApp.Cancelled);
        return answer.StatusCode;
    }
}

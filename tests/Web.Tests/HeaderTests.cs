namespace Webinars.Web.Tests;

public sealed class HeaderTests(WebinarsApp app) : IClassFixture<WebinarsApp>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/nowhere")]
    [InlineData("/w/nowhere/live")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api/nowhere")]
    [InlineData("/api/webinars?view=wrong")]
    [InlineData("/api/webinars?limit=wrong")]
    public async Task Every_answer_says_what_a_browser_may_do_with_it_also_one_that_is_a_no(string path)
    {
        var headers = (await app.Http.GetAsync(path)).Headers;
        Assert.Contains("frame-ancestors 'none'", Assert.Single(headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(headers.GetValues("Referrer-Policy")));
        Assert.Contains("geolocation=()", Assert.Single(headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
    }
}

using System.Net;

namespace Webinars.Web.Tests;

public sealed class RevokeKeysTests
{
    [Fact]
    public async Task A_cookie_outlives_a_restart_and_not_that_all_keys_are_revoked()
    {
        await using var app = new WebinarsApp();
        await app.InitializeAsync();
        var person = (await app.People(1))[0];
        var cookie = (await person.Send(HttpMethod.Post, "/auth/session")).Headers.GetValues("Set-Cookie").First();
        await app.Stop();
        await app.Start();
        Assert.Equal(HttpStatusCode.OK, await Mine());
        await app.Stop();

        var (exitCode, output) = await WebinarsApp.Run(new() { ["Store__Path"] = Path.Combine(app.Folder, "data") }, "revoke-keys");
        Assert.Equal((0, true), (exitCode, output.Contains("everybody signs in again", StringComparison.Ordinal)));
        await app.Start();
        Assert.Equal(HttpStatusCode.Unauthorized, await Mine());

        async Task<HttpStatusCode> Mine()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/webinars?view=mine");
            request.Headers.Add("Cookie", cookie.Split(';')[0]);
            return (await app.Http.SendAsync(request)).StatusCode;
        }
    }
}

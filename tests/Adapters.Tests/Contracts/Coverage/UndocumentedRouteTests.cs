using Webinars.Adapters.Tests.Sandbox;

namespace Webinars.Adapters.Tests.Contracts.Coverage;

/// <summary>The sandbox has no route that its vendor does not have, but for those that stand here with a reason.</summary>
public sealed class UndocumentedRouteTests
{
    /// <summary>The sandbox's own, for its page, scripts and tests.</summary>
    private static readonly string[] Page = ["GET /webhooks", "GET /webhooks/{id}", "POST /webhooks/{id}/send"];

    private static readonly Dictionary<string, string[]> Known = new()
    {
        ["clerk"] =
        [
            // All that Clerk has and the sandbox has not, to be refused in Clerk's form.
            "ANY /v1/{**path}",

            // Clerk's pictures come from a host of their own.
            "GET /avatars/{id}",

            .. Page, "DELETE /people/{id}", "GET /codes", "GET /state", "POST /people", "POST /people/{id}/rename", "POST /people/{id}/revoke", "POST /sessions/{id}/revoke",
        ],
        ["mux"] =
        [
            "ANY /system/{**rest}", "ANY /video/v1/{**rest}",

            // Mux serves these from stream.mux.com and image.mux.com.
            "GET /image/{playback}/storyboard.jpg", "GET /image/{playback}/storyboard.vtt", "GET /image/{playback}/thumbnail.jpg", "OPTIONS /image/{playback}/{**rest}",
            "GET /stream/{playback}.m3u8", "GET /stream/{playback}/init-{piece:int:min(0)}.mp4", "GET /stream/{playback}/init.mp4", "GET /stream/{playback}/rendition.m3u8",
            "GET /stream/{playback}/{segment:int:min(0)}.m4s", "OPTIONS /stream/{**rest}",

            .. Page, "GET /state", "GET /watch/{playback}", "POST /live-streams/{id}/encoder",
        ],
        ["resend"] =
        [
            // With a verb that Resend does not know there: refused in its form.
            "ANY /emails", "ANY /emails/batch", "ANY /emails/{id}", "ANY /emails/{id}/cancel", "ANY /{**rest}",

            // The page's. Its GET /webhooks and GET /suppressions have the names of calls of Resend's that nobody makes here.
            Page[2], "GET /inbox", "GET /inbox/{id:guid}", "GET /inbox/{id:guid}/attachments/{n:int}", "POST /inbox/{id:guid}/{what}",
        ],
        ["knock"] =
        [
            "ANY /v1/{**rest}",

            // One route for what the document has one by one.
            "DELETE /v1/messages/{id}/{status}", "POST /v1/messages/batch/{status}", "PUT /v1/messages/{id}/{status}", "PUT /v1/users/{user}/preferences/{set}/{part}", "PUT /v1/users/{user}/preferences/{set}/{part}/{key}",
        ],
    };

    [Theory]
    [InlineData("clerk")]
    [InlineData("mux")]
    [InlineData("resend")]
    [InlineData("knock")]
    public async Task What_the_documents_do_not_know_is_listed(string vendor)
    {
        await using var app = await ClerkApp.Start();
        var undocumented = vendor switch
        {
            "clerk" => new RouteCoverage(app.Routes, "/sandbox/clerk", Contract.ClerkFrontend).Undocumented
                .Except(new RouteCoverage(app.Routes, "/sandbox/clerk/v1", Contract.Clerk).Documented.Select(x => x.Replace(" /", " /v1/", StringComparison.Ordinal))),
            "mux" => new RouteCoverage(app.Routes, "/sandbox/mux", Contract.Mux).Undocumented,
            "resend" => new RouteCoverage(app.Routes, "/sandbox/resend", Contract.Resend).Undocumented,
            _ => new RouteCoverage(app.Routes, "", Contract.Knock, "/v1/").Undocumented,
        };
        Assert.True(Known[vendor].Order(StringComparer.Ordinal).SequenceEqual(undocumented), string.Join(Environment.NewLine, undocumented));
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Webinars.Registering;

namespace Webinars.Api;

/// <summary>The <c>List-Unsubscribe</c> of letters.</summary>
internal static class UnsubscribeApi
{
    public static void MapUnsubscribe(this IEndpointRouteBuilder routes)
    {
        var letters = routes.MapGroup("/api/letters/{token}").WithTags("Letters");
        letters.MapPost("/unsubscribe", Unsubscribe);
        letters.MapGet("/unsubscribe", Show).ExcludeFromDescription();
    }

    /// <summary>One click in a mail program (RFC 8058); also with a link from before the registration began anew, for the mailbox is the same.</summary>
    private static async Task<Ok> Unsubscribe(string token, FollowLink links, ChooseLetters choose, CancellationToken ct)
    {
        var link = await links.Run(LinkPurpose.Preferences, token, ct) ?? throw new RefusedException(Refusal.NotFound);
        await choose.Run(link.Registration.Id, unsubscribed: true, ct);
        return TypedResults.Ok();
    }

    /// <summary>Programs that look for viruses follow links: nothing changes.</summary>
    private static RedirectHttpResult Show(string token, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.LocalRedirect($"/letters/{Uri.EscapeDataString(token)}");
    }
}

using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Webinars.People;
using Webinars.Registering.Invitations;
using Webinars.Scheduling;

namespace Webinars.Api;

/// <summary>Asking people to come, by a list: as JSON, or as the file itself with the rest in the query.</summary>
internal static class InvitationsApi
{
    /// <summary>A list of 1 MB as JSON, every character of it escaped.</summary>
    private const int LargestBody = 6 * InvitationList.MostCharacters;

    public static void MapInvitations(this IEndpointRouteBuilder routes) => routes.MapPost("/api/webinars/{id:guid}/invitations", Invite)
        .Accepts<InvitationRequest>("application/json", "text/csv", "text/plain")
        .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
        .WithTags("Registrations")
        .RequireAuthorization();

    private static async Task<Ok<InvitationResult>> Invite(
        Guid id, WebinarStore webinars, InvitePeople invite, ClaimsPrincipal user, HttpRequest http, CancellationToken ct, string? role = null, bool onlyGood = false)
    {
        // Asked before megabytes are read.
        await webinars.GetFor(id, user.Person(), Capability.Lead, ct);
        return TypedResults.Ok(await invite.Run(id, await Read(http, role, onlyGood, ct), user.Person(), ct));
    }

    private static async Task<InvitationRequest> Read(HttpRequest http, string? role, bool onlyGood, CancellationToken ct)
    {
        if (http.HasJsonContentType())
        {
            try
            {
                return await http.ReadFromJsonAsync<InvitationRequest>(ct) ?? throw new RefusedException(Refusal.Invalid("body", "A list is needed."));
            }
            catch (System.Text.Json.JsonException)
            {
                throw new RefusedException(Refusal.Invalid("body", "The request cannot be read."));
            }
        }

        using var reader = new StreamReader(http.Body, Encoding.UTF8);
        return new InvitationRequest(await reader.ReadToEndAsync(ct), role, onlyGood);
    }
}

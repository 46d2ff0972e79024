using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Webinars.People;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Api;

/// <summary>Registering, and what hosts do with those who have.</summary>
internal static class RegistrationsApi
{
    public static void MapRegistrations(this IEndpointRouteBuilder routes)
    {
        var registrations = routes.MapGroup("/api/webinars/{id:guid}/registrations").WithTags("Registrations");
        registrations.MapPost("/", Register).AddEndpointFilter(Throttle.Strangers);
        registrations.MapGet("/mine", ReadMine).RequireAuthorization();
        registrations.MapDelete("/mine", CancelMine).RequireAuthorization();
        registrations.MapGet("/", List).RequireAuthorization();
        registrations.MapDelete("/{registration:guid}", CancelTheirs).RequireAuthorization();
        registrations.MapPost("/{registration:guid}/approve", Approve).RequireAuthorization();
        registrations.MapPost("/{registration:guid}/decline", Decline).RequireAuthorization();
    }

    /// <summary>The same answer whoever asks and whatever is known of the address: how things stand is told by mail, or to who is signed in.</summary>
    private static async Task<Accepted> Register(Guid id, RegistrationRequest request, Register register, ClaimsPrincipal user, CancellationToken ct)
    {
        await register.Run(id, request, user.FindPerson(), ct);
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<Ok<MyRegistration>> ReadMine(Guid id, WebinarStore webinars, FindRegistration registrations, ClaimsPrincipal user, CancellationToken ct)
    {
        await webinars.GetVisible(id, user.Person().Id, ct);
        var mine = await registrations.Run(id, user.Person().Id, ct) ?? throw new RefusedException(Refusal.NotFound);
        return TypedResults.Ok(new MyRegistration(mine.Status, mine.Email, mine.Name));
    }

    private static async Task<NoContent> CancelMine(Guid id, FindRegistration registrations, CancelRegistration cancel, ClaimsPrincipal user, CancellationToken ct)
    {
        var mine = await registrations.Run(id, user.Person().Id, ct) ?? throw new RefusedException(Refusal.NotFound);
        await cancel.Run(id, mine.Id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> CancelTheirs(Guid id, Guid registration, WebinarStore webinars, CancelRegistration cancel, ClaimsPrincipal user, CancellationToken ct)
    {
        await webinars.GetFor(id, user.Person(), Capability.Lead, ct);
        await cancel.Run(id, registration, ct, byHost: true);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<RegistrationList>> List(
        Guid id, ReadRegistrations read, SeatStore seats, ClaimsPrincipal user, CancellationToken ct, string? status = null, string? search = null, int limit = 50, Guid? after = null)
    {
        var page = await read.Find(id, new RegistrationsWanted(QueryWord.Read<RegistrationStatus>(status, "status"), search, after, limit), user.Person(), ct);
        return TypedResults.Ok(new RegistrationList([.. page.Items.Select(RegistrationResponse.Of)], page.Next, (await seats.Get(id, ct)).Taken));
    }

    private static async Task<Ok<RegistrationResponse>> Approve(Guid id, Guid registration, DecideRegistration decide, ClaimsPrincipal user, CancellationToken ct) =>
        TypedResults.Ok(RegistrationResponse.Of(await decide.Run(id, registration, approve: true, user.Person(), ct)));

    private static async Task<Ok<RegistrationResponse>> Decline(Guid id, Guid registration, DecideRegistration decide, ClaimsPrincipal user, CancellationToken ct) =>
        TypedResults.Ok(RegistrationResponse.Of(await decide.Run(id, registration, approve: false, user.Person(), ct)));
}

internal sealed record MyRegistration(RegistrationStatus Status, string Email, string Name);

/// <param name="Next">To be given as <c>after</c> for the next page; absent on the last.</param>
/// <param name="Taken">Seats.</param>
internal sealed record RegistrationList(IReadOnlyList<RegistrationResponse> Items, Guid? Next, int Taken);

/// <summary>For who leads the webinar.</summary>
internal sealed record RegistrationResponse(
    Guid Id, string Email, string Name, RegistrationStatus Status, Role? Role, IReadOnlyDictionary<string, string> Answers, DateTimeOffset Since, DateTimeOffset CreatedAt)
{
    public static RegistrationResponse Of(Registration one) => new(one.Id, one.Email, one.Name, one.Status, one.Role, one.Answers, one.Since, one.CreatedAt);
}

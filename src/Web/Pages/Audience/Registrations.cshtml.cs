using Microsoft.AspNetCore.Mvc;
using Webinars.People;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Web.Pages.Audience;

public sealed class RegistrationsModel(WebinarStore webinars, IRoles roles, ReadRegistrations registrations) : AudiencePage(webinars, roles)
{
    [FromQuery]
    public RegistrationStatus? Status { get; init; }

    [FromQuery]
    public string? Search { get; init; }

    [FromQuery]
    public Guid? After { get; init; }

    public RegistrationSummary Summary { get; private set; } = null!;

    public RegistrationsFound Found { get; private set; } = null!;

    public bool IsFiltered => Status is not null || !string.IsNullOrEmpty(Search) || After is not null;

    /// <summary>That who looks may give with an invitation.</summary>
    public IEnumerable<Role> Roles => new[] { Role.Panelist, Role.Moderator, Role.Host }.Where(role => role < Role);

    public Task<IActionResult> OnGet(Guid id, CancellationToken ct) => Show(
        id,
        async host =>
        {
            Summary = await registrations.Summary(id, host, ct);
            Found = await registrations.Find(id, new RegistrationsWanted(Status, Search, After), host, ct);
        },
        ct);

    /// <summary>This page with another part of the list.</summary>
    public string Link(RegistrationStatus? status, string? search = null, Guid? after = null) =>
        Request.Path + QueryString.Create(new Dictionary<string, string?> { ["status"] = status?.Code(), ["search"] = search, ["after"] = after?.ToString() }.Where(one => !string.IsNullOrEmpty(one.Value)));

    public string? Label(string question) => Webinar.Access.Questions.FirstOrDefault(one => one.Id == question)?.Label ?? question;
}

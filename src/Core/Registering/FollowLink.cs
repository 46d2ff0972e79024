using Webinars.Scheduling;

namespace Webinars.Registering;

/// <summary>What a personal link leads to.</summary>
/// <param name="Round">Of the link.</param>
public sealed record Followed(Webinar Webinar, Registration Registration, int Round)
{
    /// <summary>False: the registration began anew since, and a newer letter has a newer link.</summary>
    public bool IsCurrent => Round == Registration.Round;
}

/// <summary>Reads the link of a letter. Nothing changes by it: programs that look for viruses follow links too.</summary>
public sealed class FollowLink(PersonalLinks links, RegistrationStore registrations, WebinarStore webinars)
{
    /// <returns>Null when it is not ours, for something else, or leads to nothing that is there.</returns>
    public async Task<Followed?> Run(LinkPurpose purpose, string? token, CancellationToken ct) =>
        await links.Read(purpose, token, ct) is var (id, round)
        && await registrations.Get(id, ct) is { } registration
        && await webinars.Get(registration.WebinarId, ct) is { } webinar
        && webinar.IsVisibleTo(null)
            ? new Followed(webinar, registration, round)
            : null;
}

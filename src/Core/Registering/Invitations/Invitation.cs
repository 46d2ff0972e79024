using Webinars.People;

namespace Webinars.Registering.Invitations;

/// <summary>One whom a host wants to ask to come.</summary>
/// <param name="Line">Of the host's list, from 1.</param>
/// <param name="Email">In one spelling.</param>
/// <param name="Name">Null: the list has none.</param>
/// <param name="Role">Null: the list says none.</param>
public sealed record Invitation(int Line, string Email, string? Name, Role? Role)
{
    /// <summary>What the registration will be, or null when nothing is to be changed. Read at the moment at which it is saved: much may have happened since the list was sent.</summary>
    public Registration? After(Registration? known, Guid webinar, DateTimeOffset now) => known switch
    {
        null => new Registration
        {
            Id = Guid.CreateVersion7(now),
            WebinarId = webinar,
            Email = Email,
            Name = Name ?? Email[..Email.LastIndexOf('@')],
            Role = Role,
            WasInvited = true,
            Status = RegistrationStatus.Invited,
            Since = now,
            CreatedAt = now,
        },
        { Status: RegistrationStatus.Declined } => known with { Status = RegistrationStatus.Invited, Role = Higher(known), WasInvited = true, Since = now, Round = known.Round + 1 },
        { Status: RegistrationStatus.Registered or RegistrationStatus.Invited } when Higher(known) != known.Role => known with { Role = Role, WasInvited = true },
        _ => null,
    };

    private Role? Higher(Registration known) => Role > (known.Role ?? People.Role.Attendee) ? Role : known.Role;
}

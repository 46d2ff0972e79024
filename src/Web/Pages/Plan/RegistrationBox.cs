using System.Security.Claims;
using Webinars.People;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Web.Pages.Plan;

/// <summary>What a webinar's page says to somebody about taking part.</summary>
/// <param name="Text">Null: nothing is to be said.</param>
/// <param name="Ask">What the button says that registers; null: there is none.</param>
/// <param name="Leave">What the button says that takes it back; null: there is none.</param>
public sealed record RegistrationBox(string State, string Heading, string? Text, string? Ask = null, string? Leave = null)
{
    private static readonly RegistrationBox Nothing = new("none", "", null);

    /// <summary>The room, or the replay, is open to them.</summary>
    public bool MayEnter { get; private init; }

    /// <summary>They give name and address, and hear by mail what becomes of it.</summary>
    public bool IsGuest { get; private init; }

    /// <summary>It is not what one came for: the form shows when it is asked for.</summary>
    public bool Folded { get; private init; }

    public static RegistrationBox Of(WebinarSight sight, Registration? mine, ClaimsPrincipal user)
    {
        var (webinar, person) = (sight.Webinar, user.PersonId());
        if (webinar.Status is WebinarStatus.Draft or WebinarStatus.Cancelled || sight.Role > Role.Attendee)
        {
            return Nothing with { MayEnter = sight.Role > Role.Attendee };
        }

        if (person is not null && sight.Role is null)
        {
            return new("banned", "You were removed from this webinar", "If you think that this is a mistake, please write to the organiser.");
        }

        var open = webinar.Access.Policy is AccessPolicy.Open;
        var over = webinar.Status is WebinarStatus.Ended or WebinarStatus.Replay;
        var box = mine is null ? Stranger(sight, over) : Known(mine, over);
        return box with
        {
            MayEnter = open || mine is { HasSeat: true },
            IsGuest = user.Email().Length == 0,
            Folded = open && user.Email().Length == 0,
        };
    }

    private static RegistrationBox Known(Registration mine, bool over) => mine.Status switch
    {
        RegistrationStatus.Registered => new("registered", "You are registered", over ? null : $"The confirmation went to {mine.Email}.", Leave: over ? null : "Cancel my registration"),
        RegistrationStatus.Pending => new("pending", "Your request is with the host", $"We write to {mine.Email} when it is decided.", Leave: "Take the request back"),
        RegistrationStatus.Waitlisted => new("waitlisted", "You are on the waiting list", $"Every seat is taken. When one is free and you are next, it is yours, and we write to {mine.Email}.", Leave: "Leave the waiting list"),
        RegistrationStatus.Declined => new("declined", "The host did not accept your request", "If you think that this is a mistake, please write to the organiser."),
        RegistrationStatus.Invited => new("invited", "You are invited", "Accept, and we send you the calendar entry and reminders.", Ask: "Accept the invitation"),
        _ => new("cancelled", "You cancelled your registration", "You can come after all.", Ask: "Register again"),
    };

    private static RegistrationBox Stranger(WebinarSight sight, bool over) => (sight.Webinar.Access.Policy, sight.Full) switch
    {
        (AccessPolicy.InviteOnly, _) => new("invite-only", "By invitation only", "Open the personal link in your invitation, or sign in with the address that was invited."),
        (AccessPolicy.Open, _) when over => Nothing,
        (AccessPolicy.Open, _) => new("open", "Get a reminder", "Everybody may come. Who registers gets a calendar entry and reminders by mail.", Ask: "Register"),
        (AccessPolicy.Approval, _) => new("approval", "Ask to take part", $"The host decides who {(over ? "sees the replay" : "takes part")}, and we write to you.", Ask: "Send request"),
        (_, true) => new("full", "Every seat is taken", "Who is on the waiting list gets the next free seat, first come first served.", Ask: "Join the waiting list"),
        _ => new("register", over ? "Register to see the replay" : "Register", over ? null : "You get a calendar entry, your personal link and reminders by mail.", Ask: "Register"),
    };
}

using Webinars.Mail;
using Webinars.People;
using Webinars.Registering;

namespace Webinars.Rooms.Guests;

/// <summary>Who presses the button of a personal link.</summary>
/// <param name="Device">What this browser holds for the registration; null: nothing.</param>
/// <param name="Account">Who is signed in; null: nobody.</param>
/// <param name="Counts">Called before a code is mailed or tried; may refuse it.</param>
public sealed record Caller(string? Device, Person? Account, Action? Counts = null)
{
    /// <summary>It is their account's registration, by what was noted or by the address that the identity provider has verified.</summary>
    public bool Owns(Registration one) => Account is { } account && (one.PersonId == account.Id || EmailAddress.Read(account.Email) == one.Email);
}

/// <param name="Secret">For the browser to hold; null when it holds one, or needs none.</param>
public sealed record Joined(JoinStep Next, Registration Registration, string? Secret = null);

public enum JoinStep
{
    /// <summary>They may come in.</summary>
    In,

    /// <summary>A code was mailed; with it they may.</summary>
    Code,

    /// <summary>Hosts have an account.</summary>
    Account,

    /// <summary>There is none for them, or not yet.</summary>
    Seat,
}

using Webinars.Registering;

namespace Webinars.Web.Pages.Personal;

/// <summary>How pages speak to somebody of their registration.</summary>
public static class RegistrationWords
{
    public static string Said(this RegistrationStatus status) => status switch
    {
        RegistrationStatus.Registered => "You are registered.",
        RegistrationStatus.Pending => "The host decides who takes part. We write to you when they have.",
        RegistrationStatus.Waitlisted => "All seats are taken. You are on the waiting list, and we write to you when one is free.",
        RegistrationStatus.Declined => "The host could not confirm your registration.",
        RegistrationStatus.Cancelled => "Your registration is cancelled.",
        _ => "You are invited. You have not answered yet.",
    };
}

using Microsoft.AspNetCore.Mvc;
using Webinars.Api;
using Webinars.Registering;
using Webinars.Scheduling;

namespace Webinars.Web.Pages.Personal;

/// <summary>What somebody without an account can say of their registration and its letters.</summary>
public sealed class LettersModel(FollowLink links, PersonalLinks make, RegistrationStore registrations, CancelRegistration cancel, Register register, ChooseLetters choose, AddressPace pace)
    : PersonalPage(links, LinkPurpose.Preferences)
{
    public bool CanCancel => Link!.Registration.Status is not (RegistrationStatus.Cancelled or RegistrationStatus.Declined);

    public bool CanReturn => Link!.Registration.Status is RegistrationStatus.Cancelled && Link.Webinar.Status is not WebinarStatus.Cancelled;

    public async Task<IActionResult> OnGet(CancellationToken ct) => await Follow(ct) is { IsCurrent: true } ? Page() : Gone();

    public Task<IActionResult> OnPostCancel(CancellationToken ct) => Do(one => cancel.Run(one.WebinarId, one.Id, ct), ct);

    public Task<IActionResult> OnPostRegister(CancellationToken ct) =>
        Do(one => register.Run(one.WebinarId, new RegistrationRequest(one.Email, one.Name, one.Answers, one.TimeZone), null, ct), ct);

    public Task<IActionResult> OnPostStop(CancellationToken ct) => Do(one => choose.Run(one.Id, unsubscribed: true, ct), ct);

    public Task<IActionResult> OnPostResume(CancellationToken ct) => Do(one => choose.Run(one.Id, unsubscribed: false, ct), ct);

    /// <summary>Then shows how it stands, by the link of now: a registration that begins anew has another.</summary>
    private async Task<IActionResult> Do(Func<Registration, Task> act, CancellationToken ct)
    {
        if (await Follow(ct) is not { IsCurrent: true, Registration: var one })
        {
            return Gone();
        }

        try
        {
            pace.Take(HttpContext.Connection.RemoteIpAddress);
            await act(one);
        }
        catch (RefusedException refused)
        {
            return Refuse(refused.Refusal, refused.Refusal.Field is null ? refused.Refusal.Text : "The host asks something new. Please register on the webinar’s page.");
        }

        return Redirect($"/letters/{await make.Make(LinkPurpose.Preferences, (await registrations.Get(one.Id, ct))!, ct)}");
    }
}

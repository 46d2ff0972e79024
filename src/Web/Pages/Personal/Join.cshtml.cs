using Microsoft.AspNetCore.Mvc;
using Webinars.Api;
using Webinars.People;
using Webinars.Registering;
using Webinars.Rooms.Guests;
using Webinars.Scheduling;

namespace Webinars.Web.Pages.Personal;

/// <summary>The way in by a personal link: looking at it changes nothing, its button does.</summary>
public sealed class JoinModel(FollowLink links, PersonalLinks make, JoinByLink join, RecogniseGuest guests, AddressPace pace) : PersonalPage(links, LinkPurpose.Join)
{
    /// <summary>This device is not known: a code was mailed.</summary>
    public bool AsksCode { get; private set; }

    public bool AsksAccount { get; private set; }

    public bool IsOver => Link!.Webinar.Status is WebinarStatus.Ended or WebinarStatus.Replay;

    public async Task<IActionResult> OnGet(string? step, CancellationToken ct)
    {
        AsksCode = step == "code";
        return await Follow(ct) is { } link && (link.IsCurrent || await IsTheirs(link, ct)) ? Page() : Gone();
    }

    public Task<IActionResult> OnPost(CancellationToken ct) => Join(null, ct);

    public Task<IActionResult> OnPostCode(string? code, CancellationToken ct)
    {
        AsksCode = true;
        return Join(code ?? "", ct);
    }

    private async Task<IActionResult> Join(string? code, CancellationToken ct)
    {
        if (await Follow(ct) is not { } link)
        {
            return Gone();
        }

        try
        {
            var caller = new Caller(GuestCookie.SecretFor(Request, link.Registration.Id), User.FindPerson(), () => pace.Take(HttpContext.Connection.RemoteIpAddress));
            return await Go(await join.Run(link, caller, code, ct), ct);
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.NotFound)
        {
            return Gone();
        }
        catch (RefusedException refused)
        {
            return Refuse(refused.Refusal, Say(refused.Refusal));
        }
    }

    private async Task<IActionResult> Go(Joined joined, CancellationToken ct)
    {
        if (joined.Secret is { } secret)
        {
            GuestCookie.Add(HttpContext, new DeviceKey(joined.Registration.Id, secret));
        }

        switch (joined.Next)
        {
            case JoinStep.In:
                return Redirect($"/w/{Link!.Webinar.Slug}/{(IsOver ? "replay" : "live")}");
            case JoinStep.Account:
                AsksAccount = true;
                return Page();
            default:
                // Who has just accepted an invitation goes on with the link of now.
                var token = await make.Make(LinkPurpose.Join, joined.Registration, ct);
                return Redirect($"/join/{token}{(joined.Next is JoinStep.Code ? "?step=code" : "")}");
        }
    }

    /// <summary>An older link is still good where it is not needed.</summary>
    private async Task<bool> IsTheirs(Followed link, CancellationToken ct) =>
        new Caller(null, User.FindPerson()).Owns(link.Registration)
        || (GuestCookie.SecretFor(Request, link.Registration.Id) is { } secret && await guests.Run(link.Webinar.Id, [new DeviceKey(link.Registration.Id, secret)], ct) is not null);

    private static string Say(Refusal refusal) => refusal.Code switch
    {
        "invalid" => "This is not the code. Look into the newest letter.",
        "too-late" => "There is no code that could be tried now: it is too old, or was tried too often. Have another one sent.",
        "too-fast" => $"Enough codes for now. Please try again in {Math.Max(1, Math.Ceiling(refusal.RetryAfter?.TotalMinutes ?? 1)):0} min.",
        _ => refusal.Text,
    };
}

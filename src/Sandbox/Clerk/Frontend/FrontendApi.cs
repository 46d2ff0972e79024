using Webinars.Sandbox.Clerk.Frontend.SigningIn;

namespace Webinars.Sandbox.Clerk.Frontend;

/// <summary>The calls that clerk-js 6 makes for signing up, in and out, for tokens and for the profile.</summary>
public static class FrontendApi
{
    public static void MapFrontendApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/environment", () => ClerkJson.Answer(InstanceSettings.Json));
        api.MapGet("/client", BrowserCall.Bare(call => new { response = call.ClientJson(), client = (object?)null }));

        api.MapGet("/tickets/accept", Tickets.Accept);
        api.MapPost("/client/sign_ups", BrowserCall.Enveloped(SignUps.Create));
        api.MapGet("/client/sign_ups/{id}", BrowserCall.Enveloped(SignUps.Get));
        api.MapPatch("/client/sign_ups/{id}", BrowserCall.Enveloped(SignUps.Update));
        api.MapPost("/client/sign_ups/{id}/prepare_verification", BrowserCall.Enveloped(SignUps.PrepareVerification));
        api.MapPost("/client/sign_ups/{id}/attempt_verification", BrowserCall.Enveloped(SignUps.AttemptVerification));

        api.MapPost("/client/sign_ins", BrowserCall.Enveloped(SignIns.Create));
        api.MapGet("/client/sign_ins/{id}", BrowserCall.Enveloped(SignIns.Get));
        api.MapPost("/client/sign_ins/{id}/prepare_first_factor", BrowserCall.Enveloped(SignIns.PrepareFirstFactor));
        api.MapPost("/client/sign_ins/{id}/attempt_first_factor", BrowserCall.Enveloped(SignIns.AttemptFirstFactor));
        api.MapPost("/client/sign_ins/{id}/reset_password", BrowserCall.Enveloped(SignIns.ResetPassword));

        api.MapDelete("/client/sessions", BrowserCall.Enveloped(BrowserSessions.RemoveAll));
        api.MapGet("/client/sessions/{id}", BrowserCall.Enveloped(BrowserSessions.Get));
        api.MapPost("/client/sessions/{id}/touch", BrowserCall.Enveloped(BrowserSessions.Touch));
        api.MapPost("/client/sessions/{id}/tokens", BrowserCall.Bare(BrowserSessions.Token));
        api.MapPost("/client/sessions/{id}/tokens/{template}", BrowserCall.Bare(BrowserSessions.TemplateToken));
        api.MapPost("/client/sessions/{id}/remove", BrowserCall.Enveloped(BrowserSessions.Remove));
        api.MapPost("/client/sessions/{id}/end", BrowserCall.Enveloped(BrowserSessions.End));

        api.MapGet("/me", BrowserCall.Enveloped(Profile.Get));
        api.MapPatch("/me", BrowserCall.Enveloped(Profile.Update));
        api.MapGet("/me/email_addresses", BrowserCall.Bare(ProfileEmails.List));
        api.MapPost("/me/email_addresses", BrowserCall.Enveloped(ProfileEmails.Create));
        api.MapGet("/me/email_addresses/{id}", BrowserCall.Enveloped(ProfileEmails.Get));
        api.MapPost("/me/email_addresses/{id}/prepare_verification", BrowserCall.Enveloped(ProfileEmails.PrepareVerification));
        api.MapPost("/me/email_addresses/{id}/attempt_verification", BrowserCall.Enveloped(ProfileEmails.AttemptVerification));
        api.MapDelete("/me/email_addresses/{id}", BrowserCall.Enveloped(ProfileEmails.Delete));
        api.MapPost("/me/profile_image", BrowserCall.Enveloped(ProfilePicture.Upload)).DisableAntiforgery();
        api.MapDelete("/me/profile_image", BrowserCall.Enveloped(ProfilePicture.Delete));
        api.MapPost("/me/change_password", BrowserCall.Enveloped(Profile.ChangePassword));
        api.MapGet("/me/sessions/active", BrowserCall.Bare(Profile.ActiveSessions));
        api.MapPost("/me/sessions/{id}/revoke", BrowserCall.Enveloped(Profile.RevokeSession));
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Webinars.Api;
using Webinars.People;

namespace Webinars.Web;

/// <summary>Who somebody is: by session token in the header, else by our cookie. Either way the same claims.</summary>
internal static class SignIn
{
    private const string TokenOrCookie = "TokenOrCookie";
    private static readonly TimeSpan CookieLife = TimeSpan.FromHours(12);

    /// <param name="secure">Browsers come over TLS.</param>
    public static void AddSignIn(this IServiceCollection services, bool secure)
    {
        // Not Always: the framework then throws where TLS ends at a proxy that nobody named, with every form.
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        services.AddAuthorization();
        services.AddAuthentication(TokenOrCookie)
            .AddPolicyScheme(TokenOrCookie, null, scheme => scheme.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count > 0 ? AuthenticationSchemes.Token : AuthenticationSchemes.Cookie)
            .AddCookie(AuthenticationSchemes.Cookie, cookie =>
            {
                cookie.Cookie.Name = "webinars_session";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;

                // TLS may end before us.
                cookie.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                cookie.ExpireTimeSpan = CookieLife;
                cookie.SlidingExpiration = true;
                cookie.LoginPath = "/sign-in";
                cookie.ReturnUrlParameter = "returnTo";
                cookie.Events.OnValidatePrincipal = RecogniseAgain;
                cookie.Events.OnRedirectToLogin = context => Answer(context.HttpContext, StatusCodes.Status401Unauthorized, context.RedirectUri);
                cookie.Events.OnRedirectToAccessDenied = context => Answer(context.HttpContext, StatusCodes.Status403Forbidden, null);
            })
            .AddJwtBearer(AuthenticationSchemes.Token, bearer => bearer.Events = new JwtBearerEvents { OnTokenValidated = Recognise });
    }

    /// <summary>The token names the provider's user; from here on there is only a person of ours.</summary>
    private static async Task Recognise(TokenValidatedContext context)
    {
        var subject = context.Principal!.FindFirstValue("sub");
        if (subject is null)
        {
            context.Fail("The token names nobody.");
            return;
        }

        try
        {
            var recognise = context.HttpContext.RequestServices.GetRequiredService<RecognisePerson>();
            var person = await recognise.Run(subject, context.Principal!.Session(), context.HttpContext.RequestAborted);
            context.Principal = new ClaimsPrincipal(SignedIn.Identity(person, context.Principal!.Session(), AuthenticationSchemes.Token));
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.NotSignedIn)
        {
            context.Fail(refused.Refusal.Code);
        }
    }

    /// <summary>A cookie outlives what it says: its sign-in may have ended, its person been deleted or given another name.</summary>
    private static async Task RecogniseAgain(CookieValidatePrincipalContext context)
    {
        var (id, session) = (context.Principal!.FindPerson()?.Id, context.Principal!.Session());
        var recognise = context.HttpContext.RequestServices.GetRequiredService<RecognisePerson>();
        if (id is not null && await recognise.Again(id.Value, session, context.HttpContext.RequestAborted) is { } person)
        {
            context.ReplacePrincipal(new ClaimsPrincipal(SignedIn.Identity(person, session, AuthenticationSchemes.Cookie)));
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(AuthenticationSchemes.Cookie);
    }

    private static Task Answer(HttpContext context, int status, string? redirect)
    {
        if (redirect is not null && !context.Request.Path.StartsWithSegments("/api") && HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Redirect(redirect);
        }
        else
        {
            context.Response.StatusCode = status;
        }

        return Task.CompletedTask;
    }
}

using System.Security.Claims;
using Webinars.People;

namespace Webinars.Api;

/// <summary>The signed-in person as claims: the same whether a session token or our cookie brought them.</summary>
public static class SignedIn
{
    public const string PersonClaim = "person";
    public const string SessionClaim = "sid";

    /// <summary>The one webinar in which somebody without an account is known.</summary>
    public const string GuestClaim = "guest";

    public static ClaimsIdentity Identity(Person person, string? session, string scheme)
    {
        var identity = new ClaimsIdentity([new(PersonClaim, person.Id.ToString()), new("name", person.Name)], scheme, "name", "role");
        Add("email", person.Email);
        Add("picture", person.Picture);
        Add(SessionClaim, session);
        return identity;

        void Add(string type, string? value)
        {
            if (value is not null)
            {
                identity.AddClaim(new Claim(type, value));
            }
        }
    }

    /// <summary>Null when nobody is signed in.</summary>
    public static Person? FindPerson(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(PersonClaim), out var id)
        ? new Person(id, null, user.FindFirstValue("name") ?? "", user.FindFirstValue("email"), user.FindFirstValue("picture"))
        : null;

    /// <exception cref="RefusedException">not-signed-in.</exception>
    public static Person Person(this ClaimsPrincipal user) => user.FindPerson() ?? throw new RefusedException(Refusal.NotSignedIn);

    /// <summary>They came by a personal link, without an account.</summary>
    public static bool IsGuest(this ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == GuestClaim);

    /// <summary>The sign-in at the identity provider that this is bound to.</summary>
    public static string? Session(this ClaimsPrincipal user) => user.FindFirstValue(SessionClaim);
}

using System.Security.Claims;

namespace Webinars.Web.Pages;

/// <summary>Who looks at the page, by our cookie.</summary>
public static class Visitor
{
    public static Guid? PersonId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue("person"), out var id) ? id : null;

    public static string Name(this ClaimsPrincipal user) => user.FindFirstValue("name") is { Length: > 0 } name ? name : "You";

    public static string Email(this ClaimsPrincipal user) => user.FindFirstValue("email") ?? "";

    public static string? Picture(this ClaimsPrincipal user) => user.FindFirstValue("picture");
}

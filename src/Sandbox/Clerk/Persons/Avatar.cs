using System.Globalization;
using System.Net;

namespace Webinars.Sandbox.Clerk.Persons;

/// <summary>A person's picture: their own, or else the initials on a colour of their own.</summary>
public static class Avatar
{
    /// <summary>Another one for another picture, since browsers keep what they have loaded.</summary>
    public static string Url(Person person, string origin) =>
        $"{origin}{ClerkSandbox.Root}/avatars/{person.Id}{(person.PictureId is { } picture ? $"?picture={picture}" : "")}";

    public static IResult Get(string id, ClerkStore store) =>
        store.Do(() => store.Find<Person>(id) is { } person ? (Person: person, Picture: store.Find<Picture>(person.PictureId)) : default) switch
        {
            { Person: null } => Results.NotFound(),
            { Picture: { } picture } => Results.Bytes(Convert.FromBase64String(picture.Content), picture.Type),
            var (person, _) => Results.Text(Svg(person), "image/svg+xml"),
        };

    private static string Svg(Person person)
    {
        var initials = WebUtility.HtmlEncode(Initial(person.FirstName) + Initial(person.LastName));
        var hue = person.Id.Sum(letter => letter) * 37 % 360;
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">
            <rect width="96" height="96" fill="hsl({hue} 45% 42%)"/>
            <text x="48" y="50" fill="#fff" font-family="sans-serif" font-size="38" text-anchor="middle" dominant-baseline="middle">{initials}</text>
            </svg>
            """;
    }

    private static string Initial(string name) => name.Length == 0 ? "" : StringInfo.GetNextTextElement(name).ToUpperInvariant();
}

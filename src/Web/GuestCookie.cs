using System.Buffers.Text;
using Webinars.Rooms.Guests;

namespace Webinars.Web;

/// <summary>What a browser holds for the personal links that were opened on it: the newest first, each the registration's id and a secret.</summary>
internal static class GuestCookie
{
    private const string Name = "webinars_guest";
    private const int Most = 10;
    private const int Part = 22;

    /// <summary>A link may be opened long before its webinar begins.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(180);

    public static IReadOnlyList<DeviceKey> Read(HttpRequest request) =>
        request.Cookies[Name] is { Length: <= Most * ((2 * Part) + 1) } text ? [.. text.Split('.').Select(Key).OfType<DeviceKey>()] : [];

    public static string? SecretFor(HttpRequest request, Guid registration) => Read(request).FirstOrDefault(key => key.Registration == registration)?.Secret;

    public static void Add(HttpContext context, DeviceKey key)
    {
        var keys = Read(context.Request).Where(other => other.Registration != key.Registration).Prepend(key).Take(Most);
        context.Response.Cookies.Append(Name, string.Join('.', keys.Select(Text)), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps || context.RequestServices.GetRequiredService<IConfiguration>().IsSecure(),
            MaxAge = Life,
            IsEssential = true,
        });
    }

    private static string Text(DeviceKey key) => Base64Url.EncodeToString(key.Registration.ToByteArray(bigEndian: true)) + key.Secret;

    private static DeviceKey? Key(string text) => text.Length == 2 * Part && Base64Url.IsValid(text.AsSpan(0, Part), out var length) && length == 16
        ? new DeviceKey(new Guid(Base64Url.DecodeFromChars(text.AsSpan(0, Part)), bigEndian: true), text[Part..])
        : null;
}

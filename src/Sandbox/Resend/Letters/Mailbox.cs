using System.Text.RegularExpressions;

namespace Webinars.Sandbox.Resend.Letters;

/// <summary>Addresses as Resend takes them: <c>email@example.com</c> or <c>Name &lt;email@example.com&gt;</c>.</summary>
internal static partial class Mailbox
{
    public static bool IsGood(string text) => Form().IsMatch(text);

    public static string Bare(string text) => Form().Match(text) is { Success: true } match ? match.Groups["bare"].Value : text;

    [GeneratedRegex(@"^(?:[^<>\p{Cc}]*<(?<bare>[^<>@\s,]+@[^<>@\s,]+)>|(?<bare>[^<>@\s,]+@[^<>@\s,]+))$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}

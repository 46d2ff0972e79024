using System.Globalization;
using System.Text.RegularExpressions;

namespace Webinars.Mail;

/// <summary>An e-mail address as one spelling: lower case, its domain in ASCII. What follows a plus sign stays: to most people that is another mailbox.</summary>
public static partial class EmailAddress
{
    private const int Longest = 254;
    private const int LongestLocal = 64;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <returns>Null for what no letter can be sent to.</returns>
    public static string? Read(string? text)
    {
        var address = text?.Trim() ?? "";
        var at = address.LastIndexOf('@');
        if (at < 1 || address.Length > Longest || !Local().IsMatch(address[..at]) || at > LongestLocal || Ascii(address[(at + 1)..]) is not { } domain)
        {
            return null;
        }

        var one = $"{address[..at]}@{domain}".ToLowerInvariant();
        return one.Length <= Longest ? one : null;
    }

    private static string? Ascii(string domain)
    {
        try
        {
            var ascii = Idn.GetAscii(domain);
            return Domain().IsMatch(ascii) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>RFC 5321's dot-string; what needs quotes is nobody's address.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Local();

    /// <summary>At least two labels, the last one no number.</summary>
    [GeneratedRegex(@"^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Domain();
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Webinars.Scheduling;

/// <summary>A webinar's name in links: readable, and with a tail that nobody can guess from the title.</summary>
public static class Slug
{
    private const int Readable = 60;
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    public static string From(string title)
    {
        var slug = new StringBuilder();
        foreach (var letter in title.ToLowerInvariant().Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }

            if (slug.Length == Readable)
            {
                break;
            }
        }

        var tail = RandomNumberGenerator.GetString(Alphabet, 7);
        var words = slug.ToString().Trim('-');
        return words.Length == 0 ? tail : $"{words}-{tail}";
    }
}

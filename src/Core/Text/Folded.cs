using System.Globalization;
using System.Text;

namespace Webinars.Text;

/// <summary>Text as one looks for it and sorts it: without case, without diacritics. Never shown.</summary>
public static class Folded
{
    /// <summary>Letters of their own that are looked for without their stroke or as two.</summary>
    private static readonly Dictionary<char, string> Letters = new()
    {
        ['ß'] = "ss", ['æ'] = "ae", ['œ'] = "oe", ['þ'] = "th", ['ł'] = "l", ['ø'] = "o", ['đ'] = "d", ['ð'] = "d", ['ı'] = "i",
    };

    /// <param name="text">Well formed, as <see cref="PlainText.Clean"/> gives it.</param>
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (Letters.TryGetValue(letter, out var plain))
            {
                folded.Append(plain);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark)
            {
                folded.Append(letter);
            }
        }

        return folded.ToString();
    }
}

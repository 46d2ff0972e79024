using System.Globalization;
using System.Text;

namespace Webinars.Text;

/// <summary>Text that people wrote, made fit to be stored and shown beside other people's: NFC, no tricks. It is never HTML.</summary>
/// <remarks>Lengths count grapheme clusters, what a reader would call characters. Cleaning twice gives the same as cleaning once.</remarks>
public static class PlainText
{
    private const int MarksOnOneBase = 3;

    /// <exception cref="RefusedException">bad-text, too-short, too-long.</exception>
    public static string Clean(string? text, int min, int max, bool lines = false, string? field = null)
    {
        text ??= "";

        // Before any work on it: nobody may keep a server busy with a megabyte that is refused anyway.
        if (text.Length > max * 16)
        {
            throw new RefusedException(Refusal.TooLong(max, field));
        }

        if (!IsWellFormed(text))
        {
            throw new RefusedException(Refusal.BadText with { Field = field });
        }

        // Twice: composing a long run of marks takes the square of its length, so runs are cut before; what is allowed is said of composed text.
        var clean = Strip(Strip(text, lines), lines);
        var length = new StringInfo(clean).LengthInTextElements;
        if (length < min)
        {
            throw new RefusedException(Refusal.TooShort(min, field));
        }

        return length <= max && Encoding.UTF8.GetByteCount(clean) <= max * 4
            ? clean
            : throw new RefusedException(Refusal.TooLong(max, field));
    }

    public static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i]))))
            {
                return false;
            }
        }

        return true;
    }

    private static string Strip(string text, bool lines)
    {
        var kept = new List<Rune>(text.Length);
        var marks = 0;
        foreach (var written in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            var rune = written.Value is '\n' or '\r' or '\t' or 0x2028 or 0x2029
                ? new Rune(lines && written.Value is not '\t' ? '\n' : ' ')
                : written;
            if (IsHidden(rune) || (IsTag(rune) && !(kept.Count > 0 && TakesTag(kept[^1]))))
            {
                continue;
            }

            marks = IsMark(rune) ? marks + 1 : IsJoiner(rune) ? marks : 0;
            if (marks <= MarksOnOneBase)
            {
                kept.Add(rune);
            }
        }

        // Only now, when it is known what stands beside them.
        var clean = new StringBuilder(text.Length);
        Rune previous = default;
        for (var i = 0; i < kept.Count; i++)
        {
            if (!IsJoiner(kept[i]) || Joins(previous, i + 1 < kept.Count ? kept[i + 1] : default))
            {
                clean.Append(previous = kept[i]);
            }
        }

        return clean.ToString().Normalize(NormalizationForm.FormC).Trim();
    }

    /// <summary>Variation selectors too: an emoji needs one, nothing needs four.</summary>
    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    /// <summary>Invisible letters, which spell the names of regions behind a black flag; anywhere else they are hidden text.</summary>
    private static bool IsTag(Rune rune) => rune.Value is >= 0xE0020 and <= 0xE007F;

    private static bool TakesTag(Rune rune) => rune.Value is 0x1F3F4 || IsTag(rune);

    /// <summary>Controls, bidi overrides and isolates, zero-width characters that never belong in a sentence.</summary>
    private static bool IsHidden(Rune rune) =>
        (rune.Value != '\n' && Rune.IsControl(rune))
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200B or 0x2060 or 0xFEFF or 0x00AD or 0x180E
        || rune.Value is >= 0xE0000 and <= 0xE001F
        || rune.Value is >= 0xFFF9 and <= 0xFFFB
        || IsNoCharacter(rune);

    /// <summary>Code points that will never be characters; to normalise a text with one of them throws.</summary>
    private static bool IsNoCharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;

    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;

    /// <summary>Joiners hold emoji and many scripts together; anywhere else they only make two equal-looking texts differ.</summary>
    private static bool Joins(Rune before, Rune after) => Connects(before) && Connects(after);

    private static bool Connects(Rune rune) =>
        rune.Value > 0x7F && !Rune.IsWhiteSpace(rune) && !Rune.IsPunctuation(rune) && !IsJoiner(rune) && !IsHidden(rune);
}

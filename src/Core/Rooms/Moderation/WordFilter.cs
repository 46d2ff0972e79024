using System.Globalization;
using System.Text;

namespace Webinars.Rooms.Moderation;

/// <summary>
/// Finds words in texts however they are dressed: in capitals, with accents, in full-width letters, with invisible characters inside.
/// They are literal; nobody's pattern can keep a server busy.
/// </summary>
public sealed class WordFilter
{
    public static readonly WordFilter None = new([]);
    private readonly (string Word, string Folded, bool IsWhole)[] _words;

    private WordFilter(IEnumerable<string> words) => _words = [.. words.Select(word => (word, Fold(word), IsWhole(Fold(word)))).Where(word => word.Item2.Length > 0)];

    public static WordFilter Of(IReadOnlyList<string> words) => words.Count == 0 ? None : new(words);

    /// <summary>Something is left of it when its dress is taken off.</summary>
    public static bool CanWatch(string word) => Fold(word).Length > 0;

    /// <returns>The first word of the list that is in the text, as the list spells it; null for none.</returns>
    public string? Find(string text)
    {
        if (_words.Length == 0)
        {
            return null;
        }

        var folded = Fold(text);
        return Array.Find(_words, word => IsIn(folded, word.Folded, word.IsWhole)).Word;
    }

    private static bool IsIn(string text, string word, bool whole)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if (!whole || ((at == 0 || !IsLetter(Before(text, at))) && (end == text.Length || !IsLetter(Rune.GetRuneAt(text, end)))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Letters and digits of a script that puts spaces between words: "ass" is not in "class". Anything else is found anywhere.</summary>
    private static bool IsWhole(string folded) => folded.EnumerateRunes().All(rune => rune.Value is ' ' || (IsLetter(rune) && HasSpaces(rune)));

    private static bool IsLetter(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Not Thai, Lao, Burmese, Khmer, nor Chinese and Japanese.</summary>
    private static bool HasSpaces(Rune rune) => rune.Value is not
        ((>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF));

    private static Rune Before(string text, int at) =>
        char.IsLowSurrogate(text[at - 1]) && at > 1 ? Rune.GetRuneAt(text, at - 2) : Rune.GetRuneAt(text, at - 1);

    /// <summary>Compatible forms made one, capitals and accents taken off, invisible characters out, one space for any gap.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                {
                    folded.Append(' ');
                }
            }
            else if (!IsDress(rune))
            {
                _ = rune.Value switch
                {
                    'ß' or 'ẞ' => folded.Append("ss"),
                    'ı' => folded.Append('i'),
                    _ => folded.Append(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune))),
                };
            }
        }

        return folded.ToString().Trim().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Accents that any script may wear, points that Hebrew and Arabic leave out at will, and what nobody sees. Vowel signs are letters.</summary>
    private static bool IsDress(Rune rune) =>
        rune.Value is (>= 0x0300 and <= 0x036F) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20FF) or (>= 0xFE20 and <= 0xFE2F)
            or (>= 0x0591 and <= 0x05C7) or (>= 0x064B and <= 0x065F) or 0x0670 or 0x0640 or (>= 0xFE00 and <= 0xFE0F)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format;
}

using System.Globalization;
using System.Text;

namespace Webinars.Rooms.Questions.Similar;

/// <summary>What a text is compared by, in any language: its words (of scripts without spaces, its pairs of characters) and the character trigrams of all of it.</summary>
internal sealed class QuestionProfile
{
    /// <summary>More than a question has; who writes more shall not keep the server busy.</summary>
    private const int MostWords = 120;

    private QuestionProfile(string[] words, int[] trigrams, AskedFor askedFor) => (Words, Trigrams, AskedFor) = (words, trigrams, askedFor);

    public string[] Words { get; }

    /// <summary>Hashes, ascending, each once.</summary>
    public int[] Trigrams { get; }

    public AskedFor AskedFor { get; }

    public static QuestionProfile Of(string text)
    {
        var folded = Fold(text);
        List<string> words = [.. Split(folded).Take(MostWords)];
        return new QuestionProfile([.. words.Distinct()], Hashes(words), InterrogativeWords.In(words, folded));
    }

    /// <summary>How many they share, of the shorter list: 0 to 1.</summary>
    public double SharedTrigrams(QuestionProfile other)
    {
        var (i, j, shared) = (0, 0, 0);
        while (i < Trigrams.Length && j < other.Trigrams.Length)
        {
            var order = Trigrams[i].CompareTo(other.Trigrams[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return shared / (double)Math.Max(1, Math.Min(Trigrams.Length, other.Trigrams.Length));
    }

    /// <summary>Written without spaces, or with endings as short as the word: words cannot be told from what stands around them.</summary>
    public static bool IsDense(char letter) => letter is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\u0E00' and <= '\u0EFF') or (>= '\uAC00' and <= '\uD7AF') or '々';

    /// <summary>Small letters without accents: people leave these out when they type fast.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
        {
            // Latin, Greek and Cyrillic accents, Arabic vowel signs; in other scripts such marks are letters.
            if (letter is not ((>= '\u0300' and <= '\u036F') or (>= '\u064B' and <= '\u065F') or '\u0640'))
            {
                folded.Append(letter);
            }
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    private static IEnumerable<string> Split(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && IsLetter(text, end) && IsDense(text[end]) == IsDense(text[at]))
            {
                end++;
            }

            if (end > at && IsDense(text[at]))
            {
                for (var pair = at; pair < Math.Max(at + 1, end - 1); pair++)
                {
                    yield return text[pair..Math.Min(pair + 2, end)];
                }
            }
            else if (end > at)
            {
                yield return text[at..end];
            }

            at = Math.Max(end, at + 1);
        }
    }

    /// <summary>Marks belong to the letter before them.</summary>
    private static bool IsLetter(string text, int at) => char.IsLetterOrDigit(text[at]) || char.IsSurrogate(text[at])
        || char.GetUnicodeCategory(text[at]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static int[] Hashes(List<string> words)
    {
        var all = $" {string.Join(' ', words)} ";
        var hashes = new SortedSet<int>();
        for (var i = 0; i + 3 <= all.Length; i++)
        {
            hashes.Add((all[i] * 31 * 31 * 7919) + (all[i + 1] * 7919) + all[i + 2]);
        }

        return [.. hashes];
    }
}

namespace Webinars.Rooms.Questions.Similar;

/// <summary>Whether two words are the same but for a typo or an ending.</summary>
internal static class SameWord
{
    /// <summary>0: no; 1: to the letter.</summary>
    public static double Likeness(string one, string other)
    {
        if (one == other)
        {
            return 1;
        }

        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        if (shorter.Length < 4 || QuestionProfile.IsDense(one[0]) || char.IsDigit(one[0]) || char.IsDigit(other[0]))
        {
            return 0;
        }

        var prefix = shorter.AsSpan().CommonPrefixLength(longer);
        if (prefix == shorter.Length || (prefix >= 4 && prefix >= longer.Length * 0.6))
        {
            return 0.9;
        }

        var typos = shorter.Length >= 8 ? 2 : shorter.Length >= 5 ? 1 : 0;
        return typos > 0 && prefix >= 2 && longer.Length - shorter.Length <= typos && Distance(shorter, longer) <= typos ? 0.9 : 0;
    }

    /// <summary>Letters added, left out, changed, or swapped with their neighbour.</summary>
    private static int Distance(string one, string other)
    {
        var (before, above, here) = (new int[other.Length + 1], new int[other.Length + 1], new int[other.Length + 1]);
        for (var j = 0; j <= other.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            here[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                here[j] = Math.Min(Math.Min(here[j - 1], above[j]) + 1, above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    here[j] = Math.Min(here[j], before[j - 2] + 1);
                }
            }

            (before, above, here) = (above, here, before);
        }

        return above[other.Length];
    }
}

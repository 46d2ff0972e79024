using System.Runtime.CompilerServices;

namespace Webinars.Rooms.Questions.Similar;

/// <summary>An open question that asks the same.</summary>
public sealed record SimilarQuestion(long Id, string Text, int Votes);

/// <summary>
/// Finds open questions that ask what somebody is about to ask, without any model or service. It would rather offer nothing than another question:
/// both must ask for the same (when, where, how much…) and share what weighs, give or take typos, endings and order.
/// </summary>
public static class FindSimilarQuestions
{
    private const int Most = 3;
    private const int Candidates = 12;
    private const double LeastShared = 0.3;
    private const double Similar = 0.7;
    private const double MostSwapped = 0.16;

    /// <summary>A profile lives as long as its question's text does: as many in a room as it has questions.</summary>
    private static readonly ConditionalWeakTable<string, QuestionProfile> Profiles = [];

    /// <returns>At most 3, the most alike first.</returns>
    public static IReadOnlyList<SimilarQuestion> To(string? text, QuestionBoard board)
    {
        if (text is not { Length: >= AskQuestion.MinLength and <= AskQuestion.MaxLength * 2 } || !Webinars.Text.PlainText.IsWellFormed(text))
        {
            return [];
        }

        var asked = QuestionProfile.Of(text);
        (Question Question, QuestionProfile Profile)[] open =
        [
            .. board.All.Values.Where(question => question.MergedInto is null && question.State is QuestionState.Open)
                .Select(question => (question, Profiles.GetValue(question.Text, QuestionProfile.Of))),
        ];
        (Question Question, QuestionProfile Profile, double Shared)[] close =
        [
            .. open.Where(one => one.Profile.AskedFor == asked.AskedFor)
                .Select(one => (one.Question, one.Profile, Shared: one.Profile.SharedTrigrams(asked)))
                .Where(one => one.Shared >= LeastShared)
                .OrderByDescending(one => one.Shared)
                .Take(Candidates),
        ];
        if (close is [])
        {
            return [];
        }

        var weights = new WordWeights(open.Select(one => one.Profile));
        return
        [
            .. close.Select(one => (one.Question, Likeness: Likeness(asked, one.Profile, weights)))
                .Where(one => one.Likeness >= Similar)
                .OrderByDescending(one => one.Likeness)
                .Take(Most)
                .Select(one => new SimilarQuestion(one.Question.Id, one.Question.Text, one.Question.Votes)),
        ];
    }

    /// <summary>0: no, or unsure.</summary>
    private static double Likeness(QuestionProfile one, QuestionProfile other, WordWeights weights)
    {
        var (first, second) = (Found(one, other, weights), Found(other, one, weights));

        // A word more in the one is another way to say it. A word more in each is something else that is asked.
        var less = Math.Min(first.All, second.All);
        var swapped = Math.Min(first.All - first.Shared, second.All - second.Shared);
        return less > 0 && swapped <= less * MostSwapped ? (first.Shared + second.Shared) / (first.All + second.All) : 0;
    }

    private static (double Shared, double All) Found(QuestionProfile one, QuestionProfile other, WordWeights weights)
    {
        var (shared, all) = (0.0, 0.0);
        foreach (var word in one.Words)
        {
            var weight = weights.Of(word);
            all += weight;
            shared += weight * other.Words.Max(theirs => SameWord.Likeness(word, theirs));
        }

        return (shared, all);
    }
}

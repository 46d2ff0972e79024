using System.Runtime.CompilerServices;

namespace Webinars.Rooms.Questions.Similar;

/// <summary>An open question that asks the same.</summary>
public sealed record SimilarQuestion(long Id, string Text, int Votes);

/// <summary>
/// Finds open questions that ask what somebody is about to ask, without any model or service. It would rather say nothing than something else:
/// what weighs in the one must be found in the other, give or take a typo or an ending.
/// </summary>
public static class FindSimilarQuestions
{
    private const int Most = 3;
    private const int Candidates = 12;
    private const double Similar = 0.74;

    /// <summary>A profile lives as long as its question's text does: as many in a room as it has questions.</summary>
    private static readonly ConditionalWeakTable<string, QuestionProfile> Profiles = [];

    /// <returns>At most 3, the most alike first.</returns>
    public static IReadOnlyList<SimilarQuestion> To(string? text, QuestionBoard board)
    {
        if (text is not { Length: >= AskQuestion.MinLength and <= AskQuestion.MaxLength * 4 } || !Webinars.Text.PlainText.IsWellFormed(text))
        {
            return [];
        }

        var asked = QuestionProfile.Of(text);
        (Question Question, QuestionProfile Profile)[] open =
        [
            .. board.All.Values.Where(question => question.MergedInto is null && question.State is QuestionState.Open)
                .Select(question => (question, Profiles.GetValue(question.Text, QuestionProfile.Of))),
        ];
        var known = new WordWeights(open.Select(one => one.Profile));
        return
        [
            .. open.Where(one => one.Profile.AskedFor == asked.AskedFor)
                .Select(one => (one.Question, one.Profile, Shared: one.Profile.SharedTrigrams(asked)))
                .Where(one => one.Shared > 0.3)
                .OrderByDescending(one => one.Shared)
                .Take(Candidates)
                .Select(one => (one.Question, Likeness: Likeness(asked, one.Profile, known)))
                .Where(one => one.Likeness >= Similar)
                .OrderByDescending(one => one.Likeness)
                .Take(Most)
                .Select(one => new SimilarQuestion(one.Question.Id, one.Question.Text, one.Question.Votes)),
        ];
    }

    internal static double Likeness(QuestionProfile one, QuestionProfile other, WordWeights weights)
    {
        var (first, second) = (Found(one, other, weights), Found(other, one, weights));
        return Math.Min(Math.Max(first.Of, second.Of) - 0.1, (first.Shared + second.Shared) / (first.All + second.All));
    }

    private static (double Shared, double All, double Of) Found(QuestionProfile one, QuestionProfile other, WordWeights weights)
    {
        var (shared, all) = (0.0, 0.0);
        foreach (var word in one.Words)
        {
            var weight = weights.Of(word);
            all += weight;
            shared += weight * other.Words.Max(theirs => SameWord.Likeness(word, theirs));
        }

        return (shared, all, all == 0 ? 0 : shared / all);
    }
}

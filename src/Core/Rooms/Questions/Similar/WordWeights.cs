namespace Webinars.Rooms.Questions.Similar;

/// <summary>How much a word says: long ones say more than short ones, and what everybody in this room says, says little.</summary>
internal sealed class WordWeights
{
    private readonly Dictionary<string, int> _questionsWith = [];
    private readonly int _questions;

    public WordWeights(IEnumerable<QuestionProfile> questions)
    {
        foreach (var question in questions)
        {
            _questions++;
            foreach (var word in question.Words)
            {
                _questionsWith[word] = _questionsWith.GetValueOrDefault(word) + 1;
            }
        }
    }

    public double Of(string word) => ByForm(word) * Math.Log((_questions + 20.0) / (_questionsWith.GetValueOrDefault(word) + 2.0));

    private static double ByForm(string word) => QuestionProfile.IsDense(word[0])
        ? (IsHiragana(word[0]), IsHiragana(word[^1])) switch { (true, true) => 0.25, (false, false) => 1, _ => 0.5 }
        : char.IsAsciiDigit(word[0]) ? 1.5
        : LightWords.Has(word) || InterrogativeWords.Has(word) ? 0.05
        : word.Length switch { 1 => 0.2, 2 => 0.4, 3 => 0.7, 4 => 0.9, _ => 1 };

    private static bool IsHiragana(char letter) => letter is >= '\u3040' and <= '\u309F';
}

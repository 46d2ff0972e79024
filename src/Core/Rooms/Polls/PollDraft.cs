using Webinars.Text;

namespace Webinars.Rooms.Polls;

/// <summary>What a poll asks, and how.</summary>
/// <param name="Multiple">One may choose more than one option.</param>
/// <param name="HideResults">Attendees see how others chose only after they have chosen, or once it is published.</param>
public sealed record PollDraft(string Question, IReadOnlyList<string> Options, bool Multiple, bool HideResults)
{
    public const int MinOptions = 2;
    public const int MaxOptions = 10;

    /// <exception cref="RefusedException">too-short, too-long, bad-text; invalid: not 2 to 10 different options.</exception>
    public PollDraft Checked()
    {
        if (Options is not { Count: >= MinOptions and <= MaxOptions })
        {
            throw new RefusedException(Refusal.Invalid("options", $"{MinOptions} to {MaxOptions} options."));
        }

        List<string> options = [.. Options.Select(option => PlainText.Clean(option, 1, 200, field: "options"))];
        return options.Distinct(StringComparer.Ordinal).Count() == options.Count
            ? this with { Question = PlainText.Clean(Question, 3, 300, field: "question"), Options = options }
            : throw new RefusedException(Refusal.Invalid("options", "Two options are the same."));
    }

    /// <summary>As text, for a digest.</summary>
    public string Said() => $"{Multiple} {HideResults}\n{Question}\n{string.Join('\n', Options)}";
}

using Webinars.Text;

namespace Webinars.Scheduling;

/// <summary>Who may come.</summary>
public enum AccessPolicy
{
    /// <summary>Anybody with the link who is signed in; registering only brings letters.</summary>
    Open,

    /// <summary>Who has registered.</summary>
    Registered,

    /// <summary>Who has registered and was let in by a host.</summary>
    Approval,

    /// <summary>Who was invited. It stands in no public list.</summary>
    InviteOnly,
}

/// <summary>Who may come, how many, and what they are asked when they register.</summary>
public sealed record Access
{
    private const int MostSeats = 1_000_000;
    private const int MostQuestions = 10;

    public AccessPolicy Policy { get; init; }

    /// <summary>Seats; who comes later waits for one. Null: for everybody.</summary>
    public int? Capacity { get; init; }

    public IReadOnlyList<RegistrationQuestion> Questions { get; init; } = [];

    /// <exception cref="RefusedException">invalid, too-long, too-short, bad-text; with the field.</exception>
    public Access Checked()
    {
        if (!Enum.IsDefined(Policy))
        {
            throw new RefusedException(Refusal.Invalid("access.policy", "open, registered, approval or inviteOnly."));
        }

        if (Capacity is < 1 or > MostSeats)
        {
            throw new RefusedException(Refusal.Invalid("access.capacity", $"1 to {MostSeats}, or none for no limit."));
        }

        if (Questions is null || Questions.Count > MostQuestions)
        {
            throw new RefusedException(Refusal.Invalid("access.questions", $"At most {MostQuestions}."));
        }

        var questions = Questions.Select((question, i) => question?.Checked(i) ?? throw RegistrationQuestion.Wrong(i, "A question with an id, a label and, where one is to be chosen, options.")).ToList();
        return questions.DistinctBy(question => question.Id).Count() == questions.Count
            ? this with { Questions = questions }
            : throw new RefusedException(Refusal.Invalid("access.questions", "Every question has an id of its own."));
    }

    public bool Equals(Access? other) => other is not null && (Policy, Capacity) == (other.Policy, other.Capacity) && Questions.SequenceEqual(other.Questions);

    public override int GetHashCode() => HashCode.Combine(Policy, Capacity, Questions.Count);
}

/// <summary>What somebody is asked when they register.</summary>
/// <param name="Id">1 to 40 letters, digits, - or _; answers name it.</param>
/// <param name="Options">Those to choose one from; empty: any text.</param>
public sealed record RegistrationQuestion(string Id, string Label, IReadOnlyList<string>? Options, bool Required)
{
    private const int MostOptions = 30;
    private const int LongestAnswer = 500;

    /// <param name="index">Which one it is, from 0: refusals name it, as in <c>access.questions[2].label</c>.</param>
    public RegistrationQuestion Checked(int index)
    {
        if (Id is not { Length: >= 1 and <= 40 } || !Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw Wrong(index, "Every question has an id of 1 to 40 letters, digits, - or _.", ".id");
        }

        if (Options is { Count: 1 or > MostOptions })
        {
            throw Wrong(index, $"Two to {MostOptions} options, or none.", ".options");
        }

        var options = (Options ?? []).Select(option => PlainText.Clean(option, 1, 100, field: Name(index, ".options"))).ToList();
        return options.Distinct().Count() == options.Count
            ? this with { Label = PlainText.Clean(Label, 1, 200, field: Name(index, ".label")), Options = options }
            : throw Wrong(index, "No option twice.", ".options");
    }

    internal static RefusedException Wrong(int index, string text, string part = "") => new(Refusal.Invalid(Name(index, part), text));

    private static string Name(int index, string part) => $"access.questions[{index}]{part}";

    public bool Equals(RegistrationQuestion? other) =>
        other is not null && (Id, Label, Required) == (other.Id, other.Label, other.Required) && (Options ?? []).SequenceEqual(other.Options ?? []);

    public override int GetHashCode() => HashCode.Combine(Id, Label, Required);

    /// <summary>The answer's name in a refusal.</summary>
    private string Field => $"answers.{Id}";

    /// <returns>The answer as it is kept; null for none.</returns>
    /// <exception cref="RefusedException">It is required, or none of the options.</exception>
    public string? Read(string? answer)
    {
        var said = PlainText.Clean(answer, 0, LongestAnswer, lines: true, field: Field);
        if (said.Length == 0)
        {
            return Required ? throw new RefusedException(Refusal.Invalid(Field, "This needs an answer.")) : null;
        }

        return Options is { Count: > 0 } && !Options.Contains(said) ? throw new RefusedException(Refusal.Invalid(Field, "One of the options.")) : said;
    }
}

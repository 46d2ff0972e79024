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

        return this with { Questions = [.. Questions.Select(question => question.Checked())] };
    }

    public bool Equals(Access? other) => other is not null && (Policy, Capacity) == (other.Policy, other.Capacity) && Questions.SequenceEqual(other.Questions);

    public override int GetHashCode() => HashCode.Combine(Policy, Capacity, Questions.Count);
}

/// <summary>What somebody is asked when they register.</summary>
/// <param name="Id">1 to 40 letters, digits, - or _; answers name it.</param>
/// <param name="Options">Those to choose one from; empty: any text.</param>
public sealed record RegistrationQuestion(string Id, string Label, IReadOnlyList<string>? Options, bool Required)
{
    private const string Field = "access.questions";
    private const int MostOptions = 30;
    private const int LongestAnswer = 500;

    public RegistrationQuestion Checked()
    {
        if (Id is not { Length: >= 1 and <= 40 } || !Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new RefusedException(Refusal.Invalid(Field, "Every question has an id of 1 to 40 letters, digits, - or _."));
        }

        if (Options is { Count: 1 or > MostOptions })
        {
            throw new RefusedException(Refusal.Invalid(Field, $"Two to {MostOptions} options, or none."));
        }

        return this with { Label = PlainText.Clean(Label, 1, 200, field: Field), Options = [.. (Options ?? []).Select(option => PlainText.Clean(option, 1, 100, field: Field))] };
    }

    public bool Equals(RegistrationQuestion? other) =>
        other is not null && (Id, Label, Required) == (other.Id, other.Label, other.Required) && (Options ?? []).SequenceEqual(other.Options ?? []);

    public override int GetHashCode() => HashCode.Combine(Id, Label, Required);

    /// <returns>The answer as it is kept; null for none.</returns>
    /// <exception cref="RefusedException">It is required, or none of the options.</exception>
    public string? Read(string? answer)
    {
        var said = PlainText.Clean(answer, Required ? 1 : 0, LongestAnswer, lines: true, field: Id);
        return said.Length == 0 ? null : Options is { Count: > 0 } && !Options.Contains(said) ? throw new RefusedException(Refusal.Invalid(Id, "One of the options.")) : said;
    }
}

using Webinars.Storage;

namespace Webinars.Mail;

/// <summary>What became of letters, by the carrier's id; listed by webinar, state and kind of letter. Neither whom they went to nor what they said is kept here.</summary>
public sealed class EmailStore(IStore store)
{
    /// <summary>Tags of a letter: of which kind it is, and about which webinar (its id, 32 digits).</summary>
    public const string LetterTag = "letter";
    public const string WebinarTag = "webinar";

    private const string Kind = "email";
    private const string ByLetter = "letter";

    /// <returns>Null for one of which nothing was heard yet.</returns>
    public async Task<SentEmail?> Get(string id, CancellationToken ct) => await store.Get(Kind, id, ct) is { } document
        ? document.Read<SentEmail>()! with { Version = document.Version }
        : null;

    /// <summary>Those of a webinar that came to one state, letter by letter, the newest first.</summary>
    /// <param name="before">The one that the page before ended with; null: the newest.</param>
    public async Task<IReadOnlyList<SentEmail>> Find(Guid webinar, EmailState state, LetterKind? letter, SentEmail? before, int max, CancellationToken ct)
    {
        var list = letter is null ? $"{webinar:N}.{state}." : $"{webinar:N}.{state}.{letter}.";
        var to = before is { } last && Key(last)?.Value is { } key && key.StartsWith(list, StringComparison.Ordinal) ? key : list + TimeKey.End;
        return [.. (await store.Find(Kind, ByLetter, list, to, max, descending: true, ct)).Select(document => document.Read<SentEmail>()!)];
    }

    /// <summary>How many of a letter came to a state; no document is read.</summary>
    public Task<int> Count(Guid webinar, EmailState state, LetterKind letter, CancellationToken ct) =>
        store.Count(Kind, ByLetter, $"{webinar:N}.{state}.{letter}.", $"{webinar:N}.{state}.{letter}.{TimeKey.End}", ct);

    public static Put ToPut(SentEmail email) => StoredJson.Put(Kind, email.Id, email, email.Version, Key(email) is { } key ? [key] : []);

    /// <summary>By the tags that the letter went out with.</summary>
    private static DocumentKey? Key(SentEmail email) =>
        Guid.TryParseExact(email.Tags.GetValueOrDefault(WebinarTag), "N", out var webinar) && Enum.TryParse<LetterKind>(email.Tags.GetValueOrDefault(LetterTag), out var letter)
            ? new DocumentKey(ByLetter, $"{webinar:N}.{email.State}.{letter}.{TimeKey.Of(email.At)}.{email.Id}")
            : null;
}

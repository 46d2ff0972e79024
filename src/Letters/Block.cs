namespace Webinars.Letters;

/// <summary>What a letter is made of: said once, shown as HTML and as plain text.</summary>
public abstract record Block
{
    /// <summary>The house's own words.</summary>
    public sealed record Paragraph(string Text) : Block;

    /// <summary>The one thing to do.</summary>
    public sealed record Button(string Label, string Url) : Block;

    /// <summary>When it takes place: in the reader's time and, where that differs, the organiser's.</summary>
    public sealed record When(string Yours, string? Organisers, string Length) : Block;

    /// <summary>Somebody's words: shown as they are, never as links.</summary>
    public sealed record Quote(string By, string Text) : Block;

    /// <summary>A number to type.</summary>
    public sealed record Code(string Text) : Block;

    public sealed record Links(string Label, IReadOnlyList<(string Label, string Url)> Urls) : Block;
}

/// <param name="Subject">One line, no longer than a mailbox shows.</param>
/// <param name="Preview">What a mailbox shows beside the subject.</param>
/// <param name="Reason">Why the reader gets this letter.</param>
/// <param name="Preferences">Where they say which letters they want, or that they will not come; null where there is nothing to say.</param>
public sealed record Composition(string Subject, string Preview, string Heading, IReadOnlyList<Block> Blocks, string Reason, string? Preferences)
{
    public const string PreferencesLabel = "Choose which letters you get, or cancel";
}

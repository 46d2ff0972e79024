using Webinars.People;
using Webinars.Text;

namespace Webinars.Rooms.Moderation;

/// <summary>Decides how the room is run; lists of words that are left out stay as they are. Refused: invalid, too-long, too-short, bad-text.</summary>
public sealed record ChangeSettings(Actor By, string ClientId, RoomSettings Settings) : RoomAction(By, ClientId)
{
    private const int MaxWords = 200;
    private const int MaxWordLength = 50;
    private static readonly int[] SlowModes = [0, 3, 5, 10, 30, 60, 120, 300];

    public override Capability Needs => Capability.ChangeSettings;

    protected override string Said => $"{Settings}\n{Words(Settings.BlockedWords)}\n\n{Words(Settings.FlaggedWords)}";

    public override RoomAction Checked()
    {
        var (field, text) = Settings switch
        {
            null => ("settings", "Missing."),
            _ when !Enum.IsDefined(Settings.Chat) => ("chat", "everyone, hosts or off."),
            _ when !Enum.IsDefined(Settings.Links) => ("links", "everyone or hosts."),
            _ when !Enum.IsDefined(Settings.Questions) => ("questions", "on or off."),
            _ when !SlowModes.Contains(Settings.SlowModeSeconds) => ("slowModeSeconds", $"One of {string.Join(", ", SlowModes)}."),
            _ => (null, ""),
        };
        return field is null
            ? this with { Settings = Settings! with { BlockedWords = Clean(Settings.BlockedWords, "blockedWords"), FlaggedWords = Clean(Settings.FlaggedWords, "flaggedWords") } }
            : throw new RefusedException(Refusal.Invalid(field, text));
    }

    public override Decision Decide(Room room, DateTimeOffset now)
    {
        var old = room.Settings;
        var settings = Settings with { BlockedWords = Kept(Settings.BlockedWords, old.BlockedWords), FlaggedWords = Kept(Settings.FlaggedWords, old.FlaggedWords) };
        return settings == old ? Decision.Unchanged : new SettingsChanged(settings);
    }

    /// <summary>The old list itself where the new one is equal, so that records can be compared.</summary>
    private static IReadOnlyList<string>? Kept(IReadOnlyList<string>? words, IReadOnlyList<string>? old) =>
        words is null || words.SequenceEqual(old ?? []) ? old : words;

    private static string Words(IReadOnlyList<string>? words) => words is null ? "-" : string.Join('\n', words);

    private static List<string>? Clean(IReadOnlyList<string>? words, string field)
    {
        if (words is null)
        {
            return null;
        }

        if (words.Count > MaxWords)
        {
            throw new RefusedException(Refusal.Invalid(field, $"At most {MaxWords}."));
        }

        List<string> clean = [.. words.Select(word => PlainText.Clean(word, 1, MaxWordLength, field: field)).Distinct()];
        return clean.TrueForAll(WordFilter.CanWatch) ? clean : throw new RefusedException(Refusal.Invalid(field, "A word of marks alone is in every text."));
    }
}

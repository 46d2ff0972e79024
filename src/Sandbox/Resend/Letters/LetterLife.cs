namespace Webinars.Sandbox.Resend.Letters;

/// <summary>What happens to a letter by itself. Source: Resend docs, "Send test emails".</summary>
internal static class LetterLife
{
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);

    /// <param name="isSuppressed">Whether nothing is sent to one of its recipients.</param>
    /// <returns>Null when nothing more will happen unless somebody does it.</returns>
    public static (string Event, DateTimeOffset At)? Next(Letter letter, bool isSuppressed) => letter.LastEvent switch
    {
        "scheduled" => ("sent", letter.ScheduledAt!.Value),
        "sent" => (isSuppressed ? "suppressed" : Arrival(letter), letter.LastEventAt + OnTheWay),
        "delivery_delayed" => ("delivered", letter.LastEventAt + Delay),
        "delivered" when IsForTest(letter, "complained") => ("complained", letter.LastEventAt + OnTheWay),
        _ => null,
    };

    public static bool IsForTests(string address) => address.EndsWith("@resend.dev", StringComparison.OrdinalIgnoreCase);

    private static string Arrival(Letter letter) => IsForTest(letter, "bounced") ? "bounced" : IsForTest(letter, "suppressed") ? "suppressed" : "delivered";

    /// <summary>The vendor's own addresses for tests, also with a label: <c>bounced+anything@resend.dev</c>.</summary>
    private static bool IsForTest(Letter letter, string what) => letter.To.Select(Mailbox.Bare).Any(address =>
        IsForTests(address) && address.Split('@')[0].Split('+')[0].Equals(what, StringComparison.OrdinalIgnoreCase));
}

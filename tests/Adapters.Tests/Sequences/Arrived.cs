using System.Text;
using Webinars.Mail;

namespace Webinars.Adapters.Tests.Sequences;

/// <summary>A letter at its reader's.</summary>
internal sealed record Arrived(DateTimeOffset At, string To, LetterKind Kind, string Subject, string Text, byte[]? Calendar)
{
    /// <summary>"03-04 15:50 ReminderTenMinutes", in UTC.</summary>
    public override string ToString() => $"{At.UtcDateTime:MM-dd HH:mm} {Kind}";

    /// <summary>"REQUEST 2 20270304T160000Z": method, SEQUENCE and start of the calendar entry.</summary>
    public string Entry => string.Join(' ', new[] { "METHOD:", "SEQUENCE:", "DTSTART:" }.Select(name => Encoding.UTF8.GetString(Calendar!).Split("\r\n").First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..]));
}

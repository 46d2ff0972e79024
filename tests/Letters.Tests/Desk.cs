using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Webinars.Mail;
using Webinars.People;
using Webinars.Registering;
using Webinars.Scheduling;
using Webinars.Telling;

namespace Webinars.Letters.Tests;

/// <summary>The writer as the product puts it together, and somebody to write to.</summary>
internal static class Desk
{
    public static readonly LetterLinks Links = new(
        "https://webinars.example.com/w/tea", "https://webinars.example.com/join/JOIN", "https://webinars.example.com/w/tea/replay",
        "https://webinars.example.com/feedback/FEEDBACK", "https://webinars.example.com/letters/PREFERENCES", "https://webinars.example.com/api/letters/PREFERENCES/unsubscribe");

    public static Webinar Webinar { get; } = new()
    {
        Id = Guid.Parse("0191f0a8-0000-7000-8000-000000000001"),
        Slug = "tea",
        Title = "How to make tea, and when not to",
        StartsAt = new DateTimeOffset(2027, 3, 29, 16, 0, 0, TimeSpan.Zero),
        DurationMinutes = 90,
        TimeZone = "Europe/Berlin",
        Status = WebinarStatus.Scheduled,
        HostId = Guid.NewGuid(),
        HostName = "Hanna Host",
    };

    public static Registration Ada { get; } = new()
    {
        Id = Guid.Parse("0191f0a8-0000-7000-8000-000000000002"), WebinarId = Webinar.Id, Email = "ada@example.com", Name = "Ada Lovelace", TimeZone = "America/New_York",
    };

    public static LetterFacts Facts(LetterKind kind, Webinar? webinar = null, Registration? to = null) => new(
        kind,
        webinar ?? Webinar,
        to ?? (kind is LetterKind.Invitation ? Ada with { Role = Role.Panelist } : Ada),
        Links,
        kind is LetterKind.QuestionAnswered ? new SaidInLetter("Hanna Host", "Four minutes.\nNot five.", "How long does it draw?")
        : kind is LetterKind.Announcement ? new SaidInLetter("Hanna Host", "Bring a cup.", null)
        : null,
        kind is LetterKind.JoinCode ? "042917" : null);

    /// <param name="at">When it is written; null: when a letter of this kind falls due.</param>
    public static async Task<WrittenLetter> Write(LetterFacts facts, DateTimeOffset? at = null)
    {
        var ahead = facts.Kind switch { LetterKind.ReminderHour => TimeSpan.FromHours(1), LetterKind.ReminderTenMinutes => TimeSpan.FromMinutes(10), _ => TimeSpan.FromDays(1) };
        await using var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new FakeTimeProvider(at ?? facts.Webinar.StartsAt - ahead)).AddLetters(_ => "events@example.com").BuildServiceProvider();
        return await services.GetRequiredService<ILetterWriter>().Write(facts, TestContext.Current.CancellationToken);
    }

    /// <summary>What a reader sees of a letter's HTML, without its tags.</summary>
    public static string Seen(string html)
    {
        var text = new StringBuilder();
        var inTag = false;
        foreach (var letter in html[html.IndexOf("<body", StringComparison.Ordinal)..])
        {
            inTag = letter == '<' || (inTag && letter != '>');
            text.Append(inTag || letter == '>' ? ' ' : letter);
        }

        return string.Join(' ', WebUtility.HtmlDecode(text.ToString()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}

using Microsoft.Playwright;
using Webinars.Letters.Tests;
using Webinars.Mail;
using Webinars.People;
using Webinars.Registering;
using Webinars.Telling;

namespace Webinars.Browser.Tests.Letters;

/// <summary>Each letter as its readers see it: by day, by night, on a phone, in mail programs that keep no style sheet, and as plain text. Pictures: <c>screenshots/letters-*</c>.</summary>
public sealed class LetterLooksTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string Axe = Path.Combine(Repository(), "src", "Web", "node_modules", "axe-core", "axe.min.js");

    public static TheoryData<LetterKind> Kinds => [.. Enum.GetValues<LetterKind>()];

    public static TheoryData<string, string> Titles => new()
    {
        { "long", string.Join(' ', Enumerable.Repeat("Everything you always wanted to know about tea,", 4))[..150] },
        { "one-word", new string('W', 150) },
        { "arabic", "كيف تصنع الشاي، ومتى لا تصنعه: دليل لكل من يحب المذاق" },
        { "japanese", "お茶のいれ方と、いれてはいけないとき。香りと味わいを楽しむための入門講座" },
        { "emoji", "👩‍👩‍👧‍👦 Tea 🫖 for everybody ☕️☕️☕️ <b>& more</b>" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_letter_can_be_read_wherever_it_is_opened(LetterKind kind) => await Looks($"{kind}", Desk.Facts(kind));

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task Whatever_a_title_holds_it_stays_within_the_letter(string name, string title)
    {
        var facts = Desk.Facts(LetterKind.Announcement, Desk.Webinar with { Title = title, HostName = title[..Math.Min(40, title.Length)] });
        await Looks($"title-{name}", facts with { Said = new SaidInLetter(title[..Math.Min(40, title.Length)], $"{title}\n\nhttps://example.com/{new string('a', 200)}", null) });
        await Looks($"confirmation-{name}", facts with { Kind = LetterKind.Confirmation, Said = null });
    }

    [Fact]
    public async Task Who_has_no_seat_is_shown_no_way_in()
    {
        await Looks("Rescheduled-waiting", Desk.Facts(LetterKind.Rescheduled, to: Desk.Ada with { Status = RegistrationStatus.Waitlisted }));
        await Looks("Invitation-moderator", Desk.Facts(LetterKind.Invitation, to: Desk.Ada with { Status = RegistrationStatus.Invited, Role = Role.Moderator }));
    }

    [Fact]
    public async Task What_cannot_be_read_would_be_seen()
    {
        await using var reader = await chromium.Person("Reader", "http://localhost");
        var html = (await Desk.Write(Desk.Facts(LetterKind.ReminderDay))).Html;
        await Show(reader.Page, html.Replace("color:#655f55", "color:#cfcac0", StringComparison.Ordinal), 600);
        Assert.Contains("color-contrast", await Problems(reader.Page), StringComparison.Ordinal);
        await Show(reader.Page, html.Replace("word-break:break-word", "white-space:nowrap", StringComparison.Ordinal), 320);
        Assert.NotEqual(0, await TooWide(reader.Page));
    }

    private async Task Looks(string name, LetterFacts facts)
    {
        var letter = await Desk.Write(facts);
        await using var reader = await chromium.Person("Reader", "http://localhost");
        var page = reader.Page;
        foreach (var (look, scheme, html) in new[]
        {
            ("light", ColorScheme.Light, letter.Html), ("dark", ColorScheme.Dark, letter.Html), ("bare", ColorScheme.Light, WithoutStyle(letter.Html)),
        })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var width in new[] { 700, 390, 320 })
            {
                await Show(page, html, width);
                Assert.True(await TooWide(page) == 0, $"{name}, {look}: wider than {width} px.");
                if (width > 320)
                {
                    await Shoot(page, $"{name}-{look}-{width}");
                }
            }

            Assert.Equal("", await Problems(page));
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await Show(page, $"<pre style='font-size:13px;white-space:pre-wrap;overflow-wrap:anywhere'>{System.Net.WebUtility.HtmlEncode($"Subject: {letter.Subject}\n\n{letter.Text}")}</pre>", 700);
        await Shoot(page, $"{name}-text-700");
        Assert.Empty(reader.Complaints);
    }

    private static async Task Show(IPage page, string html, int width)
    {
        await page.SetViewportSizeAsync(width, 500);
        await page.SetContentAsync(html);
    }

    private static Task<int> TooWide(IPage page) => page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    private static Task Shoot(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "screenshots", $"letters-{name}.png"), FullPage = true });

    /// <summary>What axe finds against WCAG 2.1 A and AA: the rule and where, a line each.</summary>
    private static async Task<string> Problems(IPage page)
    {
        await page.AddScriptTagAsync(new() { Path = Axe });
        return await page.EvaluateAsync<string>("""
            axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa"] })
                .then(found => found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`)).join("\n"))
            """);
    }

    private static string WithoutStyle(string html) => html[..html.IndexOf("<style", StringComparison.Ordinal)] + html[(html.IndexOf("</style>", StringComparison.Ordinal) + 8)..];

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Webinar.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}

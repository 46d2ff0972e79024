using System.Diagnostics;
using System.Globalization;
using System.Text;
using CsCheck;
using Webinars.Text;

namespace Webinars.Core.Tests;

public class PlainTextTests
{
    private const string Family = "👨‍👩‍👧‍👦";
    private const string England = "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F";

    /// <summary>What tricks are made of, and what they are played on.</summary>
    private static readonly Gen<string> Tricky = Gen.OneOf(
        "a", "e", "Z", "=", "K", " ", "\t", "\r", "\n", "\r\n", "\u0085", "\u2028", "\u00A0", "\u3000", ".", "é", "e\u0301", "ﬁ", "界", "ب", "می", "क्ष", "각",
        "\u1100", "\u1161", "\u11A8", "\u0958", "\u212A", "\u0344", "\u0300", "\u0301", "\u0316", "\u0327", "\u0338", "\u20DD", "\u0903", "\u034F", "\uFE0F",
        "\u180B", "\U000E0100", "\u200B", "\u200C", "\u200D", "\u200E", "\u2060", "\uFEFF", "\u00AD", "\u202E", "\u202A", "\u2066", "\u2069", "\u0007", "\u001B",
        "\uFFF9", "\U000E0001", "\U000E0067", "🏴", "👨", "❤", "🏽", "1", "\u20E3", "😀", "\0", "\uD83D", "\uDE00").Array[0, 40].Select(string.Concat);

    private static readonly Gen<string> Anything = Gen.OneOf(Tricky, Tricky, Gen.String);

    private static readonly Gen<(string Text, bool Lines)> Said = Gen.Select(Anything, Gen.Bool);

    [Fact]
    public void Cleaning_twice_gives_the_same_as_cleaning_once() =>
        Said.Sample(said => Cleaned(said.Text, said.Lines) is not { } once || Cleaned(once, said.Lines) == once, iter: 50_000);

    [Fact]
    public void What_comes_out_is_well_formed_composed_trimmed_and_bounded() => Said.Sample(
        said => Cleaned(said.Text, said.Lines) is not { } clean
            || (PlainText.IsWellFormed(clean)
                && clean.IsNormalized(NormalizationForm.FormC)
                && clean.Trim() == clean
                && new StringInfo(clean).LengthInTextElements <= 60
                && Encoding.UTF8.GetByteCount(clean) <= 240),
        iter: 20_000);

    [Fact]
    public void What_comes_out_hides_nothing() => Said.Sample(
        said => Cleaned(said.Text, said.Lines) is not { } clean || !clean.EnumerateRunes().Any(rune => IsTrick(rune, said.Lines)), iter: 20_000);

    [Fact]
    public void No_more_than_three_marks_stand_on_one_base_whatever_stands_between_them() =>
        Said.Sample(said => Cleaned(said.Text, said.Lines) is not { } clean || MostMarks(clean) <= 3, iter: 20_000);

    [Theory]
    [InlineData("  hello \n", "hello")]
    [InlineData("Cafe\u0301", "Café")]
    [InlineData("user\u202Egpj.exe", "usergpj.exe")]
    [InlineData("\u2066isolated\u2069", "isolated")]
    [InlineData("pass\u200Bword", "password")]
    [InlineData("soft\u00ADware\uFEFF", "software")]
    [InlineData("a\u200Db", "ab")]
    [InlineData("a\uFFFEb\uFFFF", "ab")]
    [InlineData("a\uFDD0b\U0010FFFF", "ab")]
    [InlineData("bell\u0007 escape\u001B[31m", "bell escape[31m")]
    [InlineData("tag\U000E0068\U000E0069s", "tags")]
    [InlineData("one\r\ntwo\nthree\tfour\u2028five", "one two three four five")]
    public void Tricks_are_taken_out_and_the_words_stay(string said, string stored) => Assert.Equal(stored, PlainText.Clean(said, 1, 100));

    [Theory]
    [InlineData(Family)]
    [InlineData(England)]
    [InlineData("🏴‍☠️ ❤️‍🔥 👍🏽 1️⃣")]
    [InlineData("می‌خواهم")]
    [InlineData("क्‍ष")]
    [InlineData("<b>not markup</b> & \"quotes\"")]
    [InlineData("Việt Nam, Ελλάδα, 日本語, עִבְרִית")]
    public void What_people_really_write_stays_as_it_is(string said) => Assert.Equal(said, PlainText.Clean(said, 1, 100));

    [Theory]
    [InlineData("Z\u0335\u0321\u0316\u0300\u0301\u0302\u0303\u0304")]
    [InlineData("Z\u0335\u0321\u0316\uFE0F\u0300\u0301\u0302\uFE0F\u0303\u0304")]
    [InlineData("Z\u0335\u0321\u0316\u200D\u0300\u0301\u0302\u200D\u0303\u0304")]
    [InlineData("Z\u0335\u0321\u0316\u200B\u0300\u0301\u0302\u200B\u0303\u0304")]
    public void Zalgo_keeps_three_marks(string said) => Assert.Equal("Z\u0335\u0321\u0316", PlainText.Clean(said, 1, 100));

    [Theory]
    [InlineData("a\r\nb\rc\nd", "a\nb\nc\nd")]
    [InlineData("a\tb", "a b")]
    [InlineData("a\r\n\r\nb", "a\n\nb")]
    public void Lines_are_kept_where_there_may_be_lines(string said, string stored) => Assert.Equal(stored, PlainText.Clean(said, 1, 100, lines: true));

    [Fact]
    public void Text_that_no_store_could_give_back_is_refused()
    {
        foreach (var said in new[] { "a\0b", "\uD83D", "\uDE00\uD83D", "tail \uD83D", "\uDE00 head" })
        {
            Assert.Equal(Refusal.BadText with { Field = "title" }, Refused.With(() => { PlainText.Clean(said, 1, 100, field: "title"); }));
        }
    }

    [Theory]
    [InlineData(9, "too-short")]
    [InlineData(10, null)]
    [InlineData(11, null)]
    [InlineData(19, null)]
    [InlineData(20, null)]
    [InlineData(21, "too-long")]
    public void Both_lengths_are_part_of_what_is_allowed(int length, string? refusal)
    {
        foreach (var character in new[] { "x", "é", "e\u0301", "界" })
        {
            Assert.Equal(refusal, CodeOf(string.Concat(Enumerable.Repeat(character, length)), 10, 20));
        }
    }

    [Fact]
    public void A_family_is_one_character() => Assert.Equal("too-long", CodeOf($"12345678{Family}x", 1, 9));

    [Fact]
    public void A_family_fits_where_one_character_is_left() => Assert.Null(CodeOf($"12345678{Family}", 1, 9));

    [Fact]
    public void Characters_may_not_be_endlessly_wide() => Assert.Equal("too-long", CodeOf(string.Concat(Enumerable.Repeat(Family, 20)), 1, 20));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n\t ")]
    [InlineData("\u200B\u200D\u2060")]
    [InlineData("\u202E\u2066")]
    public void What_shows_nothing_is_too_short(string? said) => Assert.Equal("too-short", CodeOf(said, 1, 20));

    [Fact]
    public void A_megabyte_is_refused_before_it_costs_anything()
    {
        var megabyte = new string('\u0301', 1_000_000);
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < 1_000; i++)
        {
            Assert.Equal("too-long", CodeOf(megabyte, 1, 500));
        }

        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void The_worst_text_that_is_looked_at_costs_little()
    {
        var worst = string.Concat(Enumerable.Repeat("\u0301\u0316", 40_000));
        var begun = Stopwatch.GetTimestamp();
        Assert.Null(CodeOf(worst, 1, 5_000));
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private static string? Cleaned(string text, bool lines)
    {
        try
        {
            return PlainText.Clean(text, 0, 60, lines);
        }
        catch (RefusedException refused) when (refused.Refusal.Code is "bad-text" or "too-long")
        {
            return null;
        }
    }

    private static string? CodeOf(string? text, int min, int max)
    {
        try
        {
            PlainText.Clean(text, min, max);
            return null;
        }
        catch (RefusedException refused)
        {
            return refused.Refusal.Code;
        }
    }

    private static bool IsTrick(Rune rune, bool lines) =>
        (Rune.IsControl(rune) && !(lines && rune.Value == '\n'))
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200B or 0x2028 or 0x2029 or 0x2060 or 0xFEFF or 0x00AD;

    private static int MostMarks(string text)
    {
        var (most, marks) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            marks = Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => marks + 1,
                _ when rune.Value is 0x200C or 0x200D => marks,
                _ => 0,
            };
            most = Math.Max(most, marks);
        }

        return most;
    }
}

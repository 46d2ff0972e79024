using System.Diagnostics;
using System.Text;
using CsCheck;
using Webinars.Mail;
using Webinars.People;
using Webinars.Registering.Invitations;

namespace Webinars.Core.Tests;

public sealed class InvitationListTests
{
    /// <summary>A list, the good of it as "line address name role", and the lines that are broken.</summary>
    public static TheoryData<string, string[], int[]> Lists => new()
    {
        { "ada@example.com", ["1 ada@example.com  "], [] },
        { "ada@example.com\r\n\r\nBob@Example.COM\rcleo@example.com\n", ["1 ada@example.com  ", "3 bob@example.com  ", "4 cleo@example.com  "], [] },
        { "Ada Lovelace <ada@example.com>", ["1 ada@example.com Ada Lovelace "], [] },
        { "\"Lovelace, Ada\" <ada@example.com>, Bob <bob@example.com>; cleo@example.com", ["1 ada@example.com Lovelace, Ada ", "1 bob@example.com Bob ", "1 cleo@example.com  "], [] },
        { "Ada, ada@example.com\nbob@example.com;Bob\n\"Cleo \"\"C\"\"\"\tcleo@example.com", ["1 ada@example.com Ada ", "2 bob@example.com Bob ", "3 cleo@example.com Cleo \"C\" "], [] },
        { "\uFEFFemail,name,role\r\nada@example.com,Ada,panelist\r\n", ["2 ada@example.com Ada Panelist"], [] },
        { "Role;Name;E-Mail\nHOST;\"Ada; née B\";ada@example.com\n;;\nattendee;Bob;bob@example.com", ["2 ada@example.com Ada; née B Host", "4 bob@example.com Bob "], [] },
        { "sep=;\nId;Name;Email Address;Notes\n7;Ada;mailto:ada@example.com;\"x, y\"", ["3 ada@example.com Ada "], [] },
        { "name\temail\nAda\tada+live@example.com", ["2 ada+live@example.com Ada "], [] },
        { "email\nada@bücher.example\n\"Ada <ada@example.com>\"", ["2 ada@xn--bcher-kva.example  ", "3 ada@example.com Ada "], [] },
        { "Ada \u202E<ada@example.com>", ["1 ada@example.com Ada "], [] },
        { "<b>Ada</b> <ada@example.com>", ["1 ada@example.com <b>Ada</b> "], [] },
        { "Ada\nada@example.com\nnobody@\n@example.com\nada lovelace@example.com", ["2 ada@example.com  "], [1, 3, 4, 5] },
        { "Ada, Lovelace, ada@example.com", [], [1] },
        { "ada@example.com, nobody@, bob@example.com", ["1 ada@example.com  ", "1 bob@example.com  "], [1] },
        { "\"Ada <ada@example.com>\nbob@example.com\nCleo <cleo@example.com", ["2 bob@example.com  "], [1, 3] },
        { "email,name,role\nada@example.com,\"Ada\nbob@example.com,Bob,king\n,Cleo,\ndan@example.com,Dan,,,\neve@example.com,Eve,,x\nfay@example.com\n\"gus\"x@example.com,Gus", ["5 dan@example.com Dan ", "7 fay@example.com  "], [2, 3, 4, 6, 8] },
        { $"email,name\nada@example.com,{new string('a', 81)}\nbob@example.com,{new string('b', 80)}", [$"3 bob@example.com {new string('b', 80)} "], [2] },
        { "email,name\nada@example.com,\"A\u0300\u0301\u0302\u0303\u0304\u0305da\"", ["2 ada@example.com A\u0300\u0301\u0302da "], [] },
        { " \n,;\t\n", [], [] },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void Every_line_is_read_for_itself(string text, string[] good, int[] broken)
    {
        var list = InvitationList.Read(text);
        Assert.Equal(good.Select(line => line.Normalize()), list.Good.Select(one => $"{one.Line} {one.Email} {one.Name} {one.Role}"));
        Assert.Equal(broken, list.Broken.Select(one => one.Line));
        Assert.All(list.Broken, one => Assert.Equal(InvitationNoteKind.Broken, one.Kind));
        Assert.All(list.Broken, one => Assert.NotEmpty(one.Text));
    }

    [Theory]
    [InlineData("too-large", "ada@example.com\n", 10_001)]
    [InlineData("too-large", "xxxxxxxxxxxxxxxx", 65_537)]
    [InlineData("bad-text", "ada@example.com\0", 1)]
    public void What_is_too_much_or_no_text_is_refused_as_a_whole(string code, string text, int times)
    {
        var refused = Assert.Throws<RefusedException>(() => InvitationList.Read(string.Concat(Enumerable.Repeat(text, times))));
        Assert.Equal((code, "text"), (refused.Refusal.Code, refused.Refusal.Field));
    }

    [Fact]
    public void Ten_thousand_rows_with_broken_ones_take_no_time()
    {
        var text = new StringBuilder("name,email,role\r\n");
        for (var i = 2; i <= 10_001; i++)
        {
            text.Append(i % 100 == 0 ? $"\"Person {i},p{i}@example.com,\r\n" : $"\"Person, {i}\",p{i}@example.com,panelist\r\n");
        }

        var clock = Stopwatch.StartNew();
        var list = InvitationList.Read(text.ToString());
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Equal((9_900, 100), (list.Good.Count, list.Broken.Count));
        Assert.All(list.Broken, one => Assert.Equal(0, one.Line % 100));
        Assert.Equal(new Invitation(10_001, "p10001@example.com", "Person, 10001", Role.Panelist), list.Good[^1]);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("<")]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData(",\"")]
    public void A_line_that_was_made_to_hurt_is_read_at_once(string part)
    {
        var clock = Stopwatch.StartNew();
        InvitationList.Read("email,name\n" + string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length)));
        InvitationList.Read(string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length)));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Whatever_is_pasted_the_good_are_addresses_and_every_line_with_something_in_it_is_told_of() =>
        Gen.OneOf(Gen.Const("ada@example.com"), Gen.Const(","), Gen.Const("\n"), Gen.Const("\""), Gen.Const("<"), Gen.Const(">"), Gen.Const("email,name"), Gen.String[0, 4]).List[0, 30]
            .Select(parts => string.Concat(parts)).Where(Text.PlainText.IsWellFormed).Sample(
                text =>
                {
                    var list = InvitationList.Read(text);
                    Assert.All(list.Good, one => Assert.Equal(one.Email, EmailAddress.Read(one.Email)));
                    Assert.All(list.Good, one => Assert.True(one.Name is null || one.Name.Trim().Length > 0));
                    Assert.All(list.Good.Select(one => one.Line).Concat(list.Broken.Select(one => one.Line)), line => Assert.InRange(line, 1, text.Length + 1));
                },
                iter: 3_000);
}

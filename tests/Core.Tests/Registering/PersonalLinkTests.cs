using System.Buffers.Text;
using Webinars.Registering;
using Webinars.Storage;

namespace Webinars.Core.Tests;

public sealed class PersonalLinkTests
{
    private static readonly Registration Ada = new() { Id = Guid.CreateVersion7(), WebinarId = Guid.CreateVersion7(), Email = "ada@example.com", Name = "Ada" };
    private readonly PersonalLinks _links = new(new Secrets(new MemoryStore()));

    [Fact]
    public async Task A_link_is_good_for_its_purpose_alone()
    {
        foreach (var purpose in Enum.GetValues<LinkPurpose>())
        {
            var token = await _links.Make(purpose, Ada with { Round = 3 }, default);
            foreach (var asked in Enum.GetValues<LinkPurpose>())
            {
                Assert.Equal(asked == purpose ? (Ada.Id, 3) : null, await _links.Read(asked, token, default));
            }
        }
    }

    [Fact]
    public async Task No_bit_of_a_link_can_be_changed_and_nothing_added_or_cut_off()
    {
        var token = await _links.Make(LinkPurpose.Join, Ada, default);
        var bytes = Base64Url.DecodeFromChars(token);
        var random = new Random(7);
        var forged = new HashSet<string>();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            forged.Add(Base64Url.EncodeToString([.. bytes.Select((one, i) => i == bit / 8 ? (byte)(one ^ (1 << (bit % 8))) : one)]));
        }

        for (var i = 0; i < token.Length; i++)
        {
            forged.UnionWith([token[..i], token[i..], token.Remove(i, 1), token.Insert(i, "A"), token.Insert(i, "="), token[..i] + '\0' + token[(i + 1)..]]);
        }

        while (forged.Count < 3_000)
        {
            // The purpose of it stays: what is tried is the proof, and the proof with another round.
            var other = bytes.ToArray();
            random.NextBytes(other.AsSpan(random.Next(17, bytes.Length)));
            forged.Add(Base64Url.EncodeToString(other));
        }

        forged.Remove(token);
        foreach (var one in forged)
        {
            foreach (var purpose in Enum.GetValues<LinkPurpose>())
            {
                Assert.Null(await _links.Read(purpose, one, default));
            }
        }

        Assert.NotNull(await _links.Read(LinkPurpose.Join, token, default));
    }

    [Fact]
    public async Task The_link_of_another_house_is_none_of_ours()
    {
        var other = new PersonalLinks(new Secrets(new MemoryStore()));
        Assert.Null(await _links.Read(LinkPurpose.Join, await other.Make(LinkPurpose.Join, Ada, default), default));
        Assert.Null(await _links.Read(LinkPurpose.Join, null, default));
    }

    [Fact]
    public async Task Every_letter_brings_a_code_of_its_own()
    {
        var codes = new HashSet<string>();
        for (var i = 0; i < 1_000; i++)
        {
            var code = await _links.Code(Ada, $"1.{i}", default);
            Assert.Matches("^[0-9]{6}$", code);
            Assert.Equal(code, await _links.Code(Ada, $"1.{i}", default));
            codes.Add(code);
        }

        Assert.InRange(codes.Count, 990, 1_000);
    }
}

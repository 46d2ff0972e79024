using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Storage;

namespace Webinars.Core.Tests;

public class TicketTests
{
    private static readonly Guid Webinar = Guid.NewGuid();
    private readonly House _house = new();
    private readonly TicketOffice _office;

    public TicketTests() => _office = new TicketOffice(new Secrets(_house.Store), new TicketBook(_house.Time), _house.Time);

    [Fact]
    public async Task A_ticket_says_who_and_where_and_from_which_sign_in()
    {
        var (text, expires) = await _office.Issue(Webinar, _house.Guest, Role.Attendee, "session", default);
        var ticket = await _office.Redeem(text, default);
        Assert.Equal((Webinar, _house.Guest.Id, _house.Guest.Name, Role.Attendee, "session"), (ticket!.Webinar, ticket.Person, ticket.Name, ticket.Role, ticket.Session));
        Assert.Equal((expires, House.Noon.AddSeconds(60)), (ticket.ExpiresAt, expires));
    }

    [Fact]
    public async Task A_ticket_is_good_once_however_many_come_with_it()
    {
        var text = await Issued();
        var redeemed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _office.Redeem(text, default))));
        Assert.Single(redeemed, ticket => ticket is not null);
    }

    [Fact]
    public async Task A_ticket_is_good_for_less_than_a_minute()
    {
        var (first, second) = (await Issued(), await Issued());
        _house.Time.Advance(TimeSpan.FromSeconds(60) - TimeSpan.FromTicks(1));
        Assert.NotNull(await _office.Redeem(first, default));
        _house.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await _office.Redeem(second, default));
    }

    [Fact]
    public async Task A_ticket_with_any_bit_changed_is_not_ours()
    {
        var text = await Issued();
        for (var i = 0; i < text.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var forged = string.Concat(text.AsSpan(0, i), ((char)(text[i] ^ (1 << bit))).ToString(), text.AsSpan(i + 1));
                Assert.True(await _office.Redeem(forged, default) is null, $"Bit {bit} of character {i} was changed and not noticed.");
            }
        }

        Assert.NotNull(await _office.Redeem(text, default));
    }

    [Fact]
    public async Task A_ticket_cannot_be_made_another_rooms_or_a_hosts()
    {
        var text = await Issued();
        var json = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text.Split('.')[0]));
        foreach (var forged in new[] { json.Replace(Webinar.ToString(), Guid.NewGuid().ToString(), StringComparison.Ordinal), json.Replace("attendee", "host", StringComparison.Ordinal) })
        {
            Assert.NotEqual(json, forged);
            var body = Encoding.UTF8.GetBytes(forged);
            var guessed = HMACSHA256.HashData(new byte[32], body);
            Assert.Null(await _office.Redeem($"{Base64Url.EncodeToString(body)}.{text.Split('.')[1]}", default));
            Assert.Null(await _office.Redeem($"{Base64Url.EncodeToString(body)}.{Base64Url.EncodeToString(guessed)}", default));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("not a ticket")]
    [InlineData("%00.%00")]
    [InlineData("é.é")]
    public async Task What_is_no_ticket_is_refused(string? text) => Assert.Null(await _office.Redeem(text, default));

    [Fact]
    public async Task Nodes_know_each_others_tickets()
    {
        var store = new StoreUnderLoad(new MemoryStore());
        var nodes = Enumerable.Range(0, 5).Select(_ => new TicketOffice(new Secrets(store), new TicketBook(_house.Time), _house.Time)).ToList();
        var issued = await Task.WhenAll(nodes.Select(node => Task.Run(() => node.Issue(Webinar, _house.Guest, Role.Attendee, null, default))));
        for (var i = 0; i < nodes.Count; i++)
        {
            Assert.NotNull(await nodes[(i + 1) % nodes.Count].Redeem(issued[i].Ticket, default));
        }
    }

    [Fact]
    public async Task Another_deployments_ticket_is_not_ours() =>
        Assert.Null(await new TicketOffice(new Secrets(new MemoryStore()), new TicketBook(_house.Time), _house.Time).Redeem(await Issued(), default));

    [Fact]
    public async Task Tickets_stay_used_when_the_old_ones_are_forgotten()
    {
        for (var i = 0; i < 100; i++)
        {
            await _office.Redeem(await Issued(), default);
        }

        _house.Time.Advance(TimeSpan.FromSeconds(60));
        var text = await Issued();
        Assert.NotNull(await _office.Redeem(text, default));
        Assert.Null(await _office.Redeem(text, default));
    }

    private async Task<string> Issued() => (await _office.Issue(Webinar, _house.Guest, Role.Attendee, "session", default)).Ticket;
}

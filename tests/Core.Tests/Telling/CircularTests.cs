using Webinars.Mail;
using Webinars.Outbox;
using Webinars.Storage;
using Webinars.Telling;

namespace Webinars.Core.Tests;

/// <summary>A letter to all while readers come and go, its writer dies between two pages, and the vendor refuses what was sent.</summary>
public sealed class CircularTests : IDisposable
{
    private readonly PostOffice _post = new();

    public void Dispose() => _post.Dispose();

    [Fact]
    public async Task Who_dies_between_two_pages_leaves_nobody_out_even_when_the_last_reader_of_the_page_went_away()
    {
        var store = new StoreUnderLoad(_post.House.Store);
        var carrier = new CircularCarrier(_post.House.Webinars, _post.Registrations, _post.House.Visits, store, _post.House.Time);
        var webinar = await With(250);
        var circular = new Circular(LetterKind.Announcement, webinar, "a1").At(_post.House.Time.GetUtcNow());
        var leased = new StoredDelivery(circular.Key, circular.Kind, circular.Json, circular.DueAt);
        store.BeforeBatch = _ => store.Batches == 1 ? throw new IOException("killed") : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(() => carrier.Send(leased, "{}", circular.Key, default));
        store.BeforeBatch = _ => Task.CompletedTask;
        _post.House.Time.Advance(TimeSpan.FromHours(1));
        await _post.Cancel.Run(webinar, (await _post.Registrations.GetByEmail(webinar, "p099@example.com", default))!.Id, default);
        await carrier.Send(leased, "{}", circular.Key, default);
        await _post.Bring();
        var told = _post.Mailbox.Where(one => one.Kind is LetterKind.Announcement).Select(one => one.To).ToList();
        Assert.Equal(Enumerable.Range(0, 250).Where(i => i != 99).Select(i => $"p{i:000}@example.com"), told.Order());
    }

    [Theory]
    [InlineData(401, 1)]
    [InlineData(409, 1)]
    [InlineData(422, 4)]
    public async Task Only_what_calls_a_letter_wrong_takes_a_batch_apart(int status, int calls)
    {
        var webinar = await With(3);
        _post.Wrong.UnionWith(Enumerable.Range(0, 3).Select(i => $"p{i:000}@example.com"));
        _post.WrongStatus = status;
        var before = _post.Calls;
        await _post.House.Store.Commit(new Batch([], [new Circular(LetterKind.Announcement, webinar, "a1").At(_post.House.Time.GetUtcNow())]), default);
        await _post.Bring();
        Assert.Equal(calls, _post.Calls - before);

        // What is dead as a whole leaves as a whole once what was wrong is put right.
        _post.Wrong.Clear();
        foreach (var dead in await _post.Deliveries.FindDead(null, 10, default))
        {
            Assert.Equal($"rejected-{status}", dead.Problem);
            await new ReviveDelivery(_post.House.Store, _post.Deliveries, _post.House.Time).Run(dead.Key, default);
        }

        await _post.Bring();
        Assert.Equal(["p000@example.com", "p001@example.com", "p002@example.com"], _post.Mailbox.Where(one => one.Kind is LetterKind.Announcement).Select(one => one.To).Order());
        var record = Assert.Single(await _post.Records.FindFor((await _post.Registrations.GetByEmail(webinar, "p001@example.com", default))!.Id, 10, default), one => one.Kind is LetterKind.Announcement);
        Assert.Equal(DeliveryState.Sent, record.State);
    }

    private async Task<Guid> With(int people)
    {
        var webinar = await _post.House.Scheduled();
        for (var i = 0; i < people; i++)
        {
            _post.House.Time.Advance(TimeSpan.FromMilliseconds(1));
            await _post.Come(webinar, $"p{i:000}");
        }

        await _post.House.Store.Commit(new Batch([MailedAnnouncements.ToPut(new MailedAnnouncement(webinar.Id, "a1", null, "Bring your own cup.", "Hana", _post.House.Time.GetUtcNow()))], []), default);
        await _post.Bring();
        return webinar.Id;
    }
}

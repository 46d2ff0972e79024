using Webinars.Mail;
using Webinars.Storage;
using Webinars.Telling;

namespace Webinars.Core.Tests;

/// <summary>A letter to all, when the one who makes it dies after a page.</summary>
public sealed class CircularTests : IDisposable
{
    private readonly PostOffice _post = new();

    public void Dispose() => _post.Dispose();

    [Fact]
    public async Task Nobody_is_left_out_when_the_last_one_of_a_page_left_before_the_next_page_was_made()
    {
        var house = _post.House;
        var webinar = await house.Schedule.Run(house.Draft with { StartsAt = house.Time.GetUtcNow().AddDays(3) }, house.Host, null, default);
        webinar = await house.Publish.Run(webinar.Id, house.Host, default);
        for (var i = 0; i < 150; i++)
        {
            house.Time.Advance(TimeSpan.FromSeconds(1));
            await _post.Come(webinar, $"reader{i}");
        }

        var delivery = new Circular(LetterKind.ReminderDay, webinar.Id, $"{webinar.Schedule}").At(house.Time.GetUtcNow());
        var row = new StoredDelivery(delivery.Key, delivery.Kind, delivery.Json, delivery.DueAt);
        var dies = new CircularCarrier(house.Webinars, _post.Registrations, house.Visits, house.Store, new OnePage(house.Time));
        await Assert.ThrowsAsync<IOException>(() => dies.Send(row, "{}", row.Key, default));

        house.Time.Advance(TimeSpan.FromSeconds(1));
        await _post.Cancel.Run(webinar.Id, (await _post.Find(webinar, "reader99")).Id, default);
        var next = new CircularCarrier(house.Webinars, _post.Registrations, house.Visits, house.Store, house.Time);
        await next.Send(row, "{}", row.Key, default);

        var readers = (await house.Store.Due(LetterBatch.Delivery, house.Time.GetUtcNow(), 10, default))
            .Select(LetterBatch.Read).SelectMany(batch => batch.Readers).Select(reader => reader.Registration).ToList();
        Assert.Equal(150, readers.Distinct().Count());
        Assert.Equal(150, readers.Count);
    }

    /// <summary>Whoever asks for the time of a second page dies.</summary>
    private sealed class OnePage(TimeProvider time) : TimeProvider
    {
        private int _asked;

        public override DateTimeOffset GetUtcNow() => ++_asked > 1 ? throw new IOException() : time.GetUtcNow();
    }
}

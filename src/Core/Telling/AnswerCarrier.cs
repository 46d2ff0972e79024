using Webinars.Mail;
using Webinars.Notifications;
using Webinars.Outbox;
using Webinars.Registering;
using Webinars.Rooms;
using Webinars.Rooms.Questions;
using Webinars.Scheduling;
using Webinars.Storage;

namespace Webinars.Telling;

/// <summary>Tells who asked a question that it has its answer: those who are in the room see it there, the others find a notice and, where they are registered and it was answered in words, a letter.</summary>
/// <remarks>That somebody asked without a name does not change it: nobody but themselves reads it.</remarks>
public sealed class AnswerCarrier(WebinarStore webinars, RegistrationStore registrations, LiveRooms rooms, Whereabouts whereabouts, TimeProvider time) : ICarrier
{
    public string Kind => AnswerNews.Delivery;

    public double? PerSecond => null;

    public async Task<Parcel?> Pack(StoredDelivery delivery, CancellationToken ct) =>
        await webinars.Get(AnswerNews.Read(delivery).Webinar, ct) is { Status: not WebinarStatus.Cancelled } webinar
            ? new Parcel("{}", $"An answer in “{webinar.Title}”, to who asked")
            : null;

    public async Task<Batch> Send(StoredDelivery delivery, string parcel, string idempotencyKey, CancellationToken ct)
    {
        var news = AnswerNews.Read(delivery);
        var room = await rooms.After(news.Webinar, news.Position, ct);
        if (room.Questions.Find(news.Question) is not { Answer: { } answer } question || answer.Position != news.Position)
        {
            return new Batch();
        }

        var (now, round) = (time.GetUtcNow(), $"{news.Question}.{news.Position}");
        var told = new List<NewDelivery>();
        foreach (var asker in question.Askers.Where(asker => asker != answer.By?.Id))
        {
            if (await whereabouts.IsIn(news.Webinar, asker, ct))
            {
                continue;
            }

            told.Add(new NoticeOrder(NoticeKind.QuestionAnswered, news.Webinar, round, [asker]) { Subject = news.Question, Position = news.Position }.At(now));
            if (answer.Text is not null && await registrations.GetByPerson(news.Webinar, asker, ct) is { HasSeat: true } to)
            {
                told.Add(new LetterOrder(LetterKind.QuestionAnswered, news.Webinar, to.Id, round).At(now));
            }
        }

        return new Batch([], told);
    }

    public Task<Batch> GiveUp(StoredDelivery delivery, DeliveryState state, CancellationToken ct) => Task.FromResult(new Batch());
}

using System.Globalization;
using Webinars.Mail;
using Webinars.Registering;
using Webinars.Rooms;

namespace Webinars.Telling;

/// <summary>What a letter says of an answer: the words of it, and the question as its reader asked it.</summary>
public sealed class AnswersInLetters(LiveRooms rooms)
{
    /// <returns>Null when it was taken back, or was no answer to this reader.</returns>
    public async Task<SaidInLetter?> Read(LetterOrder order, Registration to, CancellationToken ct)
    {
        var (id, position) = order.Round.Split('.') is [var first, var second] ? (Number(first), Number(second)) : (0, 0);
        var room = await rooms.After(order.Webinar, position, ct);
        if (room.Questions.Find(id) is not { Answer: { Text: { } text } answer } answered || answer.Position != position)
        {
            return null;
        }

        // Of several that were merged each reads their own.
        var asked = room.Questions.Below(answered).Prepend(answered).FirstOrDefault(question => question.AskerId == to.PersonId || question.AskerId == to.GuestId);
        return asked is null ? null : new SaidInLetter(answer.By?.Name ?? "", text, asked.Text);
    }

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

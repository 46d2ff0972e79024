using Webinars.Notifications;
using Webinars.Storage;

namespace Webinars.Registering;

/// <summary>What people find in the pages because a registration changed; beside the letter to its owner.</summary>
internal static class RegistrationNotices
{
    /// <param name="before">Null: new. Who has a seat at once needs no notice: they have just asked for it.</param>
    public static IEnumerable<NewDelivery> Of(Registration? before, Registration after, DateTimeOffset at)
    {
        if (before?.Status == after.Status)
        {
            yield break;
        }

        if (after.Status is RegistrationStatus.Pending)
        {
            yield return new NoticeOrder(NoticeKind.ApprovalAsked, after.WebinarId, NoticeOrder.Within(at)).At(at);
        }

        NoticeKind? kind = (before?.Status, after.Status) switch
        {
            (RegistrationStatus.Pending or RegistrationStatus.Waitlisted or RegistrationStatus.Declined, RegistrationStatus.Registered) => NoticeKind.Registered,
            (not null, RegistrationStatus.Declined) => NoticeKind.Declined,
            _ => null,
        };
        if (kind is { } news && after.PersonId is { } person)
        {
            yield return new NoticeOrder(news, after.WebinarId, $"{after.Id:N}.{after.Round}", [person]).At(at);
        }
    }
}

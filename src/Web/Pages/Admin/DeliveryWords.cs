using Webinars.Outbox;

namespace Webinars.Web.Pages.Admin;

/// <summary>How the page speaks of deliveries.</summary>
public static class DeliveryWords
{
    public static string Kind(string kind) => kind switch
    {
        "letter" => "Letters",
        "letter-of-many" => "Letters to many, one by one",
        "letter-batch" => "Letters to many",
        "circular" => "Letters to all, to be written",
        "notice" => "Notices",
        "notice-circular" => "Notices to all, to be made",
        "answer" => "Answers, to be told of",
        "introduction" => "Who people are, for their notices",
        "invitations" => "Invitations, to be written",
        "may-come" => "Seats, to be given",
        _ => kind,
    };

    public static string Count(int count) => count >= ReadOutbox.Most ? $"{ReadOutbox.Most:N0} or more" : $"{count}";

    public static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 60 } => $"{Math.Max(0, (int)age.TotalSeconds)} s",
        { TotalMinutes: < 60 } => $"{(int)age.TotalMinutes} min",
        { TotalHours: < 48 } => $"{(int)age.TotalHours} h",
        _ => $"{(int)age.TotalDays} days",
    };

    public static string Attempts(int attempts) => attempts == 1 ? "1 attempt" : $"{attempts} attempts";

    /// <summary>Of what was sent again.</summary>
    public static string Became(Delivery? again) => again?.State switch
    {
        DeliveryState.Sent => "It has left.",
        DeliveryState.Dropped => "It makes no sense any more, and was not sent.",
        DeliveryState.Dead => "It failed again.",
        DeliveryState.Revived => "It failed again, and was sent once more.",
        DeliveryState.Underway when again.Attempts > 0 && again.Problem is not null => $"Not yet: {DeliveryProblem.Of(again.Problem).Why}",
        DeliveryState.Underway => "It is on its way.",
        _ => "Nothing is known of it any more.",
    };
}

namespace Webinars.Notifications;

/// <summary>Lets a browser see somebody's own notices.</summary>
public interface INotificationPasses
{
    NotificationPass Make(Guid person);
}

/// <summary>What the vendor's browser client needs.</summary>
/// <param name="Host">Origin of the vendor's API.</param>
/// <param name="PublicKey">Of our account; no secret.</param>
/// <param name="Feed">Id of the feed.</param>
public sealed record NotificationPass(string Host, string PublicKey, string Feed, string UserId, string Token, DateTimeOffset ExpiresAt);

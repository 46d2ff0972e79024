namespace Webinars.Rooms.Moderation;

/// <summary>An event that a moderator decided: moderators find it in the audit.</summary>
public interface IModerating
{
    /// <summary>False where the same event may also be somebody's own will.</summary>
    bool IsDecision => true;
}

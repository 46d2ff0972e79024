namespace Webinars.People;

/// <summary>A person's part in one webinar, in rising order; given by the server only.</summary>
public enum Role
{
    Attendee,
    Panelist,
    Moderator,
    Host,

    /// <summary>Who made the webinar; there is one, and it stays.</summary>
    Owner,
}

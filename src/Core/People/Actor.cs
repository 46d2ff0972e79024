namespace Webinars.People;

/// <summary>Who does something in one webinar, as everybody there may see it.</summary>
public sealed record Actor(Guid Id, string Name, Role Role)
{
    /// <summary>May see and decide what is not for everybody.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Moderates => Role is Role.Host;
}

/// <summary>A person's part in one webinar; given by the server only.</summary>
public enum Role
{
    Attendee,
    Host,
}

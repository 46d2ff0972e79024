using System.Text.Json.Serialization;

namespace Webinars.Nodes;

/// <summary>What concerns every node.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SessionEnded), "session-ended")]
[JsonDerivedType(typeof(PersonEnded), "person-ended")]
[JsonDerivedType(typeof(SeatEnded), "seat-ended")]
[JsonDerivedType(typeof(BroadcastWanted), "broadcast-wanted")]
public abstract record NodeNews;

/// <summary>A sign-in is over.</summary>
public sealed record SessionEnded(string Session) : NodeNews;

/// <summary>Somebody may be nowhere any more.</summary>
public sealed record PersonEnded(Guid Person) : NodeNews;

/// <summary>Somebody may not be in this webinar any more.</summary>
public sealed record SeatEnded(Guid Webinar, Guid Person) : NodeNews;

/// <summary>The host of this webinar begins to send from here: a broadcast of theirs elsewhere gives way. The store says the same.</summary>
public sealed record BroadcastWanted(Guid Webinar) : NodeNews;

using System.Text.Json.Serialization;

namespace Webinars.Nodes;

/// <summary>What concerns the nodes that have people in one room.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(LogGrew), "grew")]
[JsonDerivedType(typeof(Reacted), "reacted")]
public abstract record RoomNews;

/// <summary>The room's log has this head: read what is new.</summary>
/// <param name="Trace">The span by which it grew (W3C traceparent), where that is recorded.</param>
public sealed record LogGrew(long Head, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Trace = null) : RoomNews;

/// <summary>What people on one node felt since it told of it last.</summary>
/// <param name="Counts">Emoji → how often.</param>
public sealed record Reacted(IReadOnlyDictionary<string, int> Counts) : RoomNews;

using System.Globalization;
using LiteDB;
using Webinars.Storage;

namespace Webinars.Adapters.LiteDb;

/// <summary>
/// Events that were appended together, <c>room_event {j}</c>: the JSON of one, or an array of it. The row's id has the position of its last event, so that all rows
/// from a position on hold all events from there on, and maybe some before it. A row each would cost more than the events do.
/// </summary>
internal static class EventRow
{
    /// <summary>Who reads one event of a row reads all of them.</summary>
    private const int MostCharacters = 32_768;

    /// <returns>Rows with the place of their last event among these, from 1 on.</returns>
    public static IEnumerable<(int Last, BsonDocument Row)> Of(IReadOnlyList<string> events)
    {
        for (int first = 0, end; first < events.Count; first = end)
        {
            end = first + 1;
            for (var characters = events[first].Length; end < events.Count && (characters += events[end].Length) <= MostCharacters;)
            {
                end++;
            }

            var together = events.Skip(first).Take(end - first).Select(json => new BsonValue(json)).ToList();
            yield return (end, new BsonDocument { ["j"] = together is [var one] ? one : new BsonArray(together) });
        }
    }

    public static int CountAfter(BsonDocument row, long position) => (int)Math.Min(row["j"] is BsonArray events ? events.Count : 1, Last(row) - position);

    public static IEnumerable<StoredEvent> Read(BsonDocument row)
    {
        var last = Last(row);
        return row["j"] is BsonArray events ? events.Select((json, place) => new StoredEvent(last - events.Count + 1 + place, json.AsString)) : [new StoredEvent(last, row["j"].AsString)];
    }

    private static long Last(BsonDocument row) => long.Parse(Ids.LastPart(row["_id"].AsString), CultureInfo.InvariantCulture);
}

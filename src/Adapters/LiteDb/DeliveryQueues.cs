using System.Globalization;
using LiteDB;
using Webinars.Storage;

namespace Webinars.Adapters.LiteDb;

/// <summary>Counts what waits, kind by kind: from the first of one kind over its end to the first of the next.</summary>
internal static class DeliveryQueues
{
    public static List<DeliveryQueue> Count(Database database, DateTimeOffset now, int most)
    {
        var queues = new List<DeliveryQueue>();
        var from = "";
        while (database.Range(Ids.DeliveriesDue, from, "\uffff", 1) is [var first])
        {
            var kind = Part(first, 0);
            var (begin, middle, end) = (Ids.DueFrom(kind), Ids.DueAfter(kind, now.UtcTicks), Ids.DueEnd(kind));
            var due = database.Range(Ids.DeliveriesDue, begin, middle, most);
            var later = database.Range(Ids.DeliveriesDue, middle, end, most);
            queues.Add(new DeliveryQueue(
                kind, due.Count, due.Count == 0 ? null : new DateTimeOffset(long.Parse(Part(due[0], 1), CultureInfo.InvariantCulture), TimeSpan.Zero), later.Count));
            from = end;
        }

        return queues;
    }

    private static string Part(BsonDocument row, int part) => row["_id"].AsString.Split('\0', 3)[part];
}

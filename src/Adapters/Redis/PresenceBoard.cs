using System.Text.Json;
using StackExchange.Redis;
using Webinars.People;
using Webinars.Rooms.Presence;
using Webinars.Rooms.Presence.Board;
using Webinars.Text;

namespace Webinars.Adapters.Redis;

/// <summary>
/// A room's board as a sorted set (a person with a node → the end of their lease in Redis's time), a hash (→ name, role, since when) and a stream
/// (who came or went, of which the end is the position that nodes have read up to). All of them run out by themselves two leases after the last sign of life.
/// </summary>
/// <param name="node">This node.</param>
internal sealed class PresenceBoard(IConnectionMultiplexer redis, Guid node, PresenceTimes times, string prefix = "webinars") : IPresenceBoard
{
    /// <summary>Redis does nothing else while it runs a script.</summary>
    private const int AtOnce = 1_000;

    private const int MovesKept = 10_000;
    private const int IdLength = 16;

    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    private readonly IDatabase _database = redis.GetDatabase();
    private readonly RedisValue _node = node.ToByteArray();

    public bool IsConnected => redis.IsConnected;

    public async Task Write(Guid webinar, IReadOnlyList<(Guid Person, Present? Present)> people, CancellationToken ct)
    {
        // One after the other on one connection: what is written last stands there last.
        await Task.WhenAll(people.Chunk(AtOnce).Select(some => Run(PresenceScripts.Write, webinar,
        [
            Milliseconds(times.Lease), Milliseconds(times.Lease * 2), MovesKept, _node,
            .. some.SelectMany(one => new RedisValue[] { one.Person.ToByteArray(), one.Present is { } present ? Entry.Of(present) : RedisValue.EmptyString }),
        ], ct)).ToList());
    }

    public async Task<IReadOnlyList<Guid>> Renew(Guid webinar, IReadOnlyList<Guid> people, CancellationToken ct)
    {
        var chunks = people.Chunk(AtOnce).ToList();
        var unknown = await Task.WhenAll(chunks.Select(some => Run(PresenceScripts.Renew, webinar,
            [Milliseconds(times.Lease), Milliseconds(times.Lease * 2), _node, some.SelectMany(person => person.ToByteArray()).ToArray()], ct)).ToList());
        return [.. unknown.SelectMany((places, chunk) => ((long[])places!).Select(place => chunks[chunk][place - 1]))];
    }

    public async Task<News> Read(Guid webinar, string? since, CancellationToken ct)
    {
        var answer = (RedisResult[])(await Run(PresenceScripts.Read, webinar,
            [_node, since ?? "", Milliseconds(times.Reading * 5), Milliseconds(times.Renewal), Milliseconds(times.Lease * 2), AtOnce, MovesKept], ct))!;
        var lines = new List<Line>(answer.Length / 2);
        for (var i = 3; i < answer.Length; i += 2)
        {
            lines.Add(ToLine((byte[])answer[i]!, (byte[])answer[i + 1]!));
        }

        return new News((string)answer[0]!, (bool)answer[1], (bool)answer[2], lines);
    }

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static Line ToLine(byte[] member, byte[] entry)
    {
        var person = new Guid(member.AsSpan(0, IdLength));
        return new Line(new Guid(member.AsSpan(IdLength)), person, entry.Length > 0 ? Entry.Read(person, entry) : null);
    }

    /// <summary>Fails at once while there is no connection: nothing queues up behind it.</summary>
    private Task<RedisResult> Run(string script, Guid webinar, RedisValue[] values, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var room = $"{prefix}:{{{webinar:N}}}:presence";
        return _database.IsConnected(room)
            ? _database.ScriptEvaluateAsync(script, [room, $"{room}:who", $"{room}:moves", $"{room}:looked"], values)
            : Task.FromException<RedisResult>(new IOException("There is no connection to Redis."));
    }

    private sealed record Entry(string Name, string Role, DateTimeOffset Since)
    {
        public static byte[] Of(Present present) => JsonSerializer.SerializeToUtf8Bytes(new Entry(present.Who.Name, $"{present.Who.Role}", present.Since), Json);

        /// <summary>A role that only a newer version knows is seen as the least.</summary>
        public static Present Read(Guid person, byte[] json)
        {
            var entry = JsonSerializer.Deserialize<Entry>(json, Json)!;
            return new Present(new Actor(person, entry.Name, Enum.TryParse<People.Role>(entry.Role, out var role) ? role : default), entry.Since, Folded.Of(entry.Name));
        }
    }
}

using System.Text.Json.Nodes;
using Webinars.Sandbox.Knock.Feeds;
using Webinars.Sandbox.Knock.Schedules;

namespace Webinars.Sandbox.Knock;

/// <summary>Everything that the made-up Knock remembers; <c>knock.json</c>.</summary>
public sealed class KnockState
{
    private const int MostMessages = 10_000;
    private const int MostOperations = 100;

    public Dictionary<string, KnockUser> Users { get; init; } = [];

    public Dictionary<string, KnockTenant> Tenants { get; init; } = [];

    /// <summary>Oldest first; the latest of them.</summary>
    public List<Message> Messages { get; init; } = [];

    /// <summary>Triggers with an idempotency key, of the last 24 hours.</summary>
    public Dictionary<string, WorkflowRun> Runs { get; init; } = [];

    public List<Schedule> Schedules { get; init; } = [];

    public List<BulkOperation> Operations { get; init; } = [];

    /// <summary>Counts everything that is listed: the greater, the newer.</summary>
    public long LastNumber { get; set; }

    public KnockUser User(string id) => Users.GetValueOrDefault(id) ?? throw KnockError.NotFound();

    public Message Message(string id) => Messages.Find(x => x.Id == id) ?? throw KnockError.NotFound();

    /// <summary>Somebody, made when missing; what is not named stays as it is.</summary>
    public KnockUser Identify(string id, JsonObject? properties, DateTimeOffset now)
    {
        if (!Users.TryGetValue(id, out var user))
        {
            Users[id] = user = new KnockUser { Id = id, Number = ++LastNumber, UpdatedAt = now };
        }

        user.Take(properties ?? [], now);
        return user;
    }

    public KnockTenant SetTenant(string id, JsonObject? properties)
    {
        if (!Tenants.TryGetValue(id, out var tenant))
        {
            Tenants[id] = tenant = new KnockTenant { Id = id, Number = ++LastNumber };
        }

        foreach (var (name, value) in properties ?? [])
        {
            tenant.Properties[name] = value?.DeepClone();
        }

        return tenant;
    }

    public void Add(Message message)
    {
        Messages.Add(message);
        if (Messages.Count > MostMessages)
        {
            Messages.RemoveAt(0);
        }
    }

    public BulkOperation Done(string name, int rows, DateTimeOffset now)
    {
        var operation = new BulkOperation(Guid.NewGuid().ToString(), name, rows, now);
        Operations.Add(operation);
        if (Operations.Count > MostOperations)
        {
            Operations.RemoveAt(0);
        }

        return operation;
    }
}

public sealed class KnockTenant
{
    public required string Id { get; init; }

    public required long Number { get; init; }

    public JsonObject Properties { get; init; } = [];
}

/// <param name="Digest">Of what was asked for.</param>
public sealed record WorkflowRun(string Id, string Digest, DateTimeOffset At);

/// <summary>Something done to many at once. Here it is over before it is answered.</summary>
public sealed record BulkOperation(string Id, string Name, int Rows, DateTimeOffset At);

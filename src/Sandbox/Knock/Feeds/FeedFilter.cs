using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webinars.Sandbox.Knock.Feeds;

/// <summary>Which messages of a person a feed shows, as a query or a socket asks for. What cannot be understood is refused at once.</summary>
internal sealed class FeedFilter
{
    private readonly string _archived;
    private readonly string _status;
    private readonly List<Func<Message, bool>> _wanted = [];

    /// <param name="query">Gives a parameter's value; null when absent.</param>
    /// <exception cref="KnockError">422.</exception>
    public FeedFilter(Func<string, string?> query)
    {
        Compact = query("mode") is "compact";
        _status = OneOf("status", "all", [.. Engagement.Statuses, "link_clicked"]);
        _archived = OneOf("archived", "exclude", ["include", "only"]);
        Want("tenant", tenant => message => message.Tenant == tenant);
        Want("has_tenant", has => message => (message.Tenant is not null) == (has is "true"));
        Want("source", source => message => message.Workflow == source);
        Want("trigger_data", text =>
        {
            var data = Json(text);
            return message => message.Data.Holds(data);
        });
        WantTime("gt", (at, bound) => at > bound);
        WantTime("gte", (at, bound) => at >= bound);
        WantTime("lt", (at, bound) => at < bound);
        WantTime("lte", (at, bound) => at <= bound);

        void Want(string name, Func<string, Func<Message, bool>> holds)
        {
            if (query(name) is { } value)
            {
                _wanted.Add(holds(value));
            }
        }

        void WantTime(string relation, Func<DateTimeOffset, DateTimeOffset, bool> holds) => Want($"inserted_at.{relation}", text =>
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var bound)
                ? message => holds(message.At, bound)
                : throw KnockError.Invalid($"inserted_at.{relation}", "is no time"));

        string OneOf(string name, string usual, IReadOnlyList<string> others) =>
            query(name) is not { } value || value == usual ? usual
            : others.Contains(value) ? value
            : throw KnockError.Invalid(name, $"is not one of {usual}, {string.Join(", ", others)}");
    }

    public bool Compact { get; }

    /// <summary>What is counted: everything but the status.</summary>
    public bool Counts(Message message) =>
        (_archived is "include" || (_archived is "only") == (message.ArchivedAt is not null)) && _wanted.TrueForAll(holds => holds(message));

    public bool Shows(Message message) => Counts(message) && (_status is "all" || message.Is(_status));

    public JsonObject Metadata(IEnumerable<Message> all)
    {
        var counted = all.Where(Counts).ToList();
        return new JsonObject
        {
            ["__typename"] = "FeedMetadata",
            ["total_count"] = counted.Count,
            ["unread_count"] = counted.Count(x => x.ReadAt is null),
            ["unseen_count"] = counted.Count(x => x.SeenAt is null),
        };
    }

    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw KnockError.Invalid("trigger_data", "is not JSON");
        }
    }
}

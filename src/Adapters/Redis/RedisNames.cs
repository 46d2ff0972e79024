namespace Webinars.Adapters.Redis;

/// <summary>Every key and channel is spelled here. What belongs to one room has the room as its hash tag: a cluster keeps it on one shard.</summary>
internal sealed class RedisNames(string prefix)
{
    public string Prefix => prefix;

    /// <summary>Channel: what concerns every node.</summary>
    public string Nodes => $"{prefix}:nodes";

    /// <summary>Channel: a node says something to itself, and knows that it hears.</summary>
    public string Echo(Guid node) => $"{prefix}:echo:{node}";

    /// <summary>Channel: what concerns the nodes with people in this room.</summary>
    public string News(Guid room) => Of(room.ToString(), "news");

    /// <summary>String, empty: this ticket was redeemed. Expires with the ticket.</summary>
    public string Ticket(Guid number) => $"{prefix}:ticket:{number}";

    /// <summary>String: when the bucket will be full again, in milliseconds since 1970 by the server's clock. Expires then.</summary>
    public string Limit(string place, string bucket) => Of(place, $"limit:{bucket}");

    public string Of(string place, string what) => $"{prefix}:{{{place}}}:{what}";
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;

namespace Webinars.Core.Tests;

/// <summary>
/// What a browser knows of a room from the JSON of snapshots and events alone, as docs/protocol.md tells it to fold them.
/// Totals (votes, results, other people's reactions) are not in it: they come by pulses.
/// </summary>
internal sealed class BrowserView(Actor you)
{
    private static readonly string[] Lists = ["messages", "pinned", "questions", "polls", "announcements", "handouts", "hands", "sanctions", "reports"];
    private readonly HashSet<long> _votedFor = [];
    private JsonObject _seen = [];
    private long? _position;
    private string? _epoch;

    /// <summary>Asks for what it has missed, from the position it holds, or (forgetful) from nothing, or from another log's.</summary>
    public void Resume(LiveRoom room, int how = 0)
    {
        var resumed = ResumeRoom.Run(room, you, how == 1 ? null : _position, how == 2 ? "another epoch" : _epoch);
        (_position, _epoch) = (resumed.Position, resumed.Epoch);
        if (resumed.Snapshot is { } snapshot)
        {
            Take(Json(snapshot));
        }

        foreach (var happened in resumed.Events ?? [])
        {
            Apply(Json(happened));
        }

        if (_position is null)
        {
            Resume(room);
        }
    }

    /// <summary>All that it shows, to be compared.</summary>
    public string Shown(DateTimeOffset now) => Canonical(Comparable(_seen, now));

    /// <summary>What it should show.</summary>
    public string Truth(Room room, DateTimeOffset now) => Canonical(Comparable(Json(Snapshot.Of(room, room.EyesOf(you), 0, now)), now));

    private static JsonObject Json<T>(T value) => JsonSerializer.SerializeToNode(value is RoomEvent happened ? happened : value, value is RoomEvent ? typeof(RoomEvent) : typeof(T), RoomEventJson.Options)!.AsObject();

    /// <summary>Without totals and without what is over by now, which browsers hide; of messages the last 100.</summary>
    private static JsonObject Comparable(JsonObject seen, DateTimeOffset now)
    {
        var shown = seen.DeepClone().AsObject();
        Remove(shown, "viewers", "votedFor");
        foreach (var list in new[] { "announcements", "sanctions" })
        {
            foreach (var over in Items(shown, list).Where(one => one["until"] is { } until && until.GetValue<DateTimeOffset>() <= now).ToList())
            {
                shown[list]!.AsArray().Remove(over);
            }
        }

        foreach (var list in Lists)
        {
            foreach (var item in Items(shown, list))
            {
                Remove(item, "votes", "reactions", "results");
                Remove(item["message"] as JsonObject ?? [], "reactions", "mine");
                if (item["mine"] is JsonArray { Count: 0 } || list == "pinned")
                {
                    item.Remove("mine");
                }
                else if (item["mine"] is JsonArray mine)
                {
                    item["mine"] = new JsonArray([.. mine.Select(one => one!.DeepClone()).OrderBy(one => one.ToJsonString(), StringComparer.Ordinal)]);
                }
            }
        }

        foreach (var old in Items(shown, "messages").SkipLast(100).ToList())
        {
            shown["messages"]!.AsArray().Remove(old);
        }

        return shown;
    }

    private static string Canonical(JsonNode? node) => node switch
    {
        JsonObject fields => $"{{{string.Join(",", fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}:{Canonical(field.Value)}"))}}}\n",
        JsonArray items => $"[{string.Join(",", items.Select(Canonical))}]",
        _ => node?.ToJsonString() ?? "null",
    };

    private static IEnumerable<JsonObject> Items(JsonObject seen, string list) => (seen[list] as JsonArray ?? []).Select(item => item!.AsObject());

    private static void Remove(JsonObject item, params string[] fields)
    {
        foreach (var field in fields)
        {
            item.Remove(field);
        }
    }

    private static long Long(JsonObject item, string field) => item[field]!.GetValue<long>();

    private void Take(JsonObject snapshot)
    {
        _seen = snapshot;
        _votedFor.Clear();
        _votedFor.UnionWith((snapshot["votedFor"] as JsonArray ?? []).Select(id => id!.GetValue<long>()));
    }

    private void Apply(JsonObject happened)
    {
        switch (happened["type"]!.GetValue<string>())
        {
            case "statusChanged":
                Status(happened);
                break;
            case "streamChanged":
                _seen["streamState"] = happened["state"]!.DeepClone();
                break;
            case "messagePosted":
                happened.Remove("type");
                List("messages").Add(happened);
                break;
            case "messageRemoved":
                // Though it may be back since: not its pin, and who removed it has looked.
                Drop("pinned", "position", Long(happened, "messageId"));
                Replace("reports", report => Long(report["message"]!.AsObject(), "position") == Long(happened, "messageId") ? null : report);
                Message(happened["message"]!.AsObject());
                break;
            case "messageEdited" or "messageRestored":
                Message(happened["message"]!.AsObject());
                break;
            case "messagePinned":
                Drop("pinned", "position", Long(happened, "messageId"));
                if (happened["on"]!.GetValue<bool>() && happened["message"] is { } pinned)
                {
                    List("pinned").Add(pinned.DeepClone());
                }

                break;
            case "messageReacted":
                Reacted(happened);
                break;
            case "messageReported":
                Reported(happened);
                break;
            case "reportsResolved":
                Replace("reports", report => Long(report["message"]!.AsObject(), "position") == Long(happened, "messageId") ? null : report);
                Replace("messages", message => With(message, "position", Long(happened, "messageId"), one => one.Remove("flagged")));
                Replace("pinned", message => With(message, "position", Long(happened, "messageId"), one => one.Remove("flagged")));
                break;
            case "messagesRemoved":
                RemovedAll(happened);
                break;
            case "messagesRestored":
                foreach (var restored in (happened["messages"] as JsonArray ?? []).ToList())
                {
                    Message(restored!.AsObject());
                }

                break;
            case "voteCast":
                foreach (var id in (happened["also"] as JsonArray ?? []).Select(id => id!.GetValue<long>()).Append(Long(happened, "questionId")))
                {
                    Replace("questions", question => With(question, "id", id, one => one["mine"] = happened["on"]!.DeepClone()));
                }

                break;
            case "pollVoted":
                Replace("polls", poll => With(poll, "id", Long(happened, "pollId"), one => one["mine"] = happened["choices"]!.DeepClone()));
                break;
            case var type when type.StartsWith("poll", StringComparison.Ordinal):
                Poll(happened);
                break;
            case "handRaised" or "handLowered":
                Hand(happened);
                break;
            case "feedbackLeft":
                if (happened["by"]!["id"]!.GetValue<Guid>() == you.Id)
                {
                    _seen["feedback"] = new JsonObject(new[] { "rating", "comment" }.Where(happened.ContainsKey).Select(field => KeyValuePair.Create(field, happened[field]?.DeepClone())));
                }

                if (happened["ratings"] is { } ratings)
                {
                    _seen["ratings"] = ratings.DeepClone();
                }

                break;
            case "announcementMade":
                List("announcements").Add(happened["announcement"]!.DeepClone());
                break;
            case "announcementEnded":
                Drop("announcements", "id", Long(happened, "announcementId"));
                break;
            case "handoutAdded":
                List("handouts").Add(happened["handout"]!.DeepClone());
                break;
            case "handoutRemoved":
                Drop("handouts", "id", Long(happened, "handoutId"));
                break;
            case "roleChanged":
                // Its own eyes are others now: everything is asked anew.
                _position = happened["person"]!["id"]!.GetValue<Guid>() == you.Id ? null : _position;
                break;
            case "personSanctioned":
                Sanctioned(happened["sanction"]!.AsObject());
                break;
            case "sanctionLifted":
                Drop("sanctions", "id", Long(happened, "sanctionId"));
                break;
            case "settingsChanged":
                _seen["settings"] = happened["settings"]!.DeepClone();
                break;
            default:
                Questions(happened);
                break;
        }
    }

    private void Status(JsonObject happened)
    {
        Assert.True(Long(happened, "revision") > Long(_seen, "revision"));
        var status = happened["status"]!.GetValue<string>();
        (_seen["status"], _seen["revision"]) = (status, happened["revision"]!.DeepClone());
        _seen.Remove("until");
        if (happened["until"] is { } until)
        {
            _seen["until"] = until.DeepClone();
        }

        if (status == "live" && _seen["liveSince"] is null)
        {
            _seen["liveSince"] = happened["at"]!.DeepClone();
        }

        if (status is "ended" or "replay" or "cancelled")
        {
            _seen["hands"] = new JsonArray();
        }
    }

    /// <summary>A message as it is now, wherever it is held; one's own reactions are not in what all are sent.</summary>
    private void Message(JsonObject message)
    {
        var removed = message["removed"] is not null;
        foreach (var list in new[] { "messages", "pinned" })
        {
            Replace(list, held =>
            {
                if (Long(held, "position") != Long(message, "position"))
                {
                    return held;
                }

                var now = message.DeepClone().AsObject();
                if (!removed && now["mine"] is null && held["mine"] is { } mine)
                {
                    now["mine"] = mine.DeepClone();
                }

                return removed && list == "pinned" ? null : now;
            });
        }

        Replace("reports", report =>
        {
            if (Long(report["message"]!.AsObject(), "position") == Long(message, "position"))
            {
                report["message"] = message.DeepClone();
                return removed ? null : report;
            }

            return report;
        });
    }

    private void Reacted(JsonObject happened) => Replace("messages", message => With(message, "position", Long(happened, "messageId"), one =>
    {
        if (one["removed"] is not null)
        {
            return;
        }

        var emoji = happened["emoji"]!.GetValue<string>();
        var mine = (one["mine"] as JsonArray ?? []).Select(other => other!.GetValue<string>()).Where(other => other != emoji);
        one["mine"] = new JsonArray([.. (happened["on"]!.GetValue<bool>() ? mine.Append(emoji) : mine).Select(other => JsonValue.Create(other))]);
    }));

    private void Reported(JsonObject happened)
    {
        if (happened["message"] is not JsonObject message)
        {
            return;
        }

        var before = Items(_seen, "reports").FirstOrDefault(report => Long(report["message"]!.AsObject(), "position") == Long(happened, "messageId"));
        var report = before ?? new JsonObject { ["message"] = message.DeepClone(), ["count"] = 0, ["reasons"] = new JsonArray() };
        report["count"] = report["count"]!.GetValue<int>() + 1;
        if (happened["reason"] is { } reason)
        {
            report["reasons"]!.AsArray().Add(reason.DeepClone());
        }

        if (before is null)
        {
            var above = Items(_seen, "reports").Count(one => Long(one["message"]!.AsObject(), "position") < Long(message, "position"));
            List("reports").Insert(above, report);
        }
    }

    private void RemovedAll(JsonObject happened)
    {
        bool Gone(JsonObject message) => message["by"]!["id"]!.ToString() == happened["personId"]?.ToString() && Long(message, "position") <= Long(happened, "upTo");
        Replace("messages", message =>
        {
            if (Gone(message) && message["removed"] is null)
            {
                Remove(message, "mine", "editedAt", "mentions", "flagged");
                (message["text"], message["removed"]) = ("", "moderator");
            }

            return message;
        });
        Replace("pinned", message => Gone(message) ? null : message);
        Replace("reports", report => Gone(report["message"]!.AsObject()) ? null : report);
    }

    private void Poll(JsonObject happened)
    {
        var id = Long(happened, "pollId");
        var before = Items(_seen, "polls").FirstOrDefault(poll => Long(poll, "id") == id);
        Drop("polls", "id", id);
        if (happened["poll"] is { } poll)
        {
            var now = poll.DeepClone().AsObject();
            if (before?["mine"] is { } mine)
            {
                now["mine"] = mine.DeepClone();
            }

            Insert("polls", now);
        }
    }

    private void Hand(JsonObject happened)
    {
        var person = happened["person"]!.AsObject();
        Replace("hands", hand => hand["person"]!["id"]!.ToString() == person["id"]!.ToString() ? null : hand);
        if (happened["type"]!.GetValue<string>() == "handRaised")
        {
            List("hands").Add(new JsonObject { ["person"] = person.DeepClone(), ["at"] = happened["at"]!.DeepClone() });
        }
    }

    private void Sanctioned(JsonObject sanction)
    {
        // Of the same person; of an unknown one: for the same question.
        static string Whom(JsonObject one) => one["person"]?["id"]?.ToString() ?? $"asker of {one["questionId"]}";
        Replace("sanctions", one => Whom(one) == Whom(sanction) && one["kind"]!.ToString() == sanction["kind"]!.ToString() ? null : one);
        List("sanctions").Add(sanction.DeepClone());
    }

    private void Questions(JsonObject happened)
    {
        if (happened["questions"] is null && happened["gone"] is null)
        {
            throw new InvalidOperationException($"A browser was told of {happened}.");
        }

        foreach (var id in (happened["gone"] as JsonArray ?? []).Select(id => id!.GetValue<long>()))
        {
            Keep(id);
            Drop("questions", "id", id);
        }

        foreach (var question in (happened["questions"] as JsonArray ?? []).Select(question => question!.DeepClone().AsObject()).ToList())
        {
            var id = Long(question, "id");
            var before = Items(_seen, "questions").FirstOrDefault(one => Long(one, "id") == id);
            question["mine"] = before?["mine"]?.DeepClone() ?? (question["by"]?["id"]?.ToString() == you.Id.ToString() || _votedFor.Contains(id));
            Drop("questions", "id", id);
            Insert("questions", question);
        }
    }

    /// <summary>One's own vote is known still when the question comes back.</summary>
    private void Keep(long id)
    {
        _votedFor.Remove(id);
        if (Items(_seen, "questions").Any(one => Long(one, "id") == id && one["mine"]!.GetValue<bool>()))
        {
            _votedFor.Add(id);
        }
    }

    private JsonArray List(string list) => (JsonArray)(_seen[list] ??= new JsonArray());

    private void Insert(string list, JsonObject item)
    {
        var before = Items(_seen, list).Count(one => Long(one, "id") < Long(item, "id"));
        List(list).Insert(before, item);
    }

    private void Drop(string list, string field, long id) => Replace(list, item => Long(item, field) == id ? null : item);

    private void Replace(string list, Func<JsonObject, JsonObject?> change)
    {
        if (_seen[list] is JsonArray)
        {
            _seen[list] = new JsonArray([.. Items(_seen, list).ToList().Select(item => change(item)?.DeepClone()).Where(item => item is not null)]);
        }
    }

    private static JsonObject With(JsonObject item, string field, long id, Action<JsonObject> change)
    {
        if (Long(item, field) == id)
        {
            change(item);
        }

        return item;
    }
}

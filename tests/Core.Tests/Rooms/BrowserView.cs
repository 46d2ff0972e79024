using System.Text.Json;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Rooms.Chat;
using Webinars.Rooms.Questions;
using Webinars.Scheduling;
using Webinars.Streaming;

namespace Webinars.Core.Tests;

/// <summary>What a browser knows of a room from snapshots and events alone. Votes are not in it: they come as totals.</summary>
internal sealed class BrowserView(Actor you)
{
    private readonly List<MessageView> _messages = [];
    private readonly SortedDictionary<long, QuestionView> _questions = [];
    private (WebinarStatus Status, int Revision, DateTimeOffset? Until, StreamState? Stream) _status;
    private long? _position;
    private string? _epoch;

    /// <summary>Asks for what it has missed, from the position it holds, or (forgetful) from nothing, or from another log's.</summary>
    public void Resume(LiveRoom room, int how = 0)
    {
        var resumed = ResumeRoom.Run(room, you, how == 1 ? null : _position, how == 2 ? "another epoch" : _epoch);
        (_position, _epoch) = (resumed.Position, resumed.Epoch);
        if (resumed.Snapshot is { } snapshot)
        {
            Show(snapshot);
        }

        foreach (var happened in resumed.Events ?? [])
        {
            Apply(happened);
        }
    }

    /// <summary>All that it shows, to be compared.</summary>
    public string Shown() => Json(_status, _messages.TakeLast(100), _questions.Values);

    /// <summary>What it should show.</summary>
    public string Truth(Room room)
    {
        var seen = Snapshot.Of(room, room.EyesOf(you), 0);
        return Json((seen.Status, seen.Revision, seen.Until, seen.StreamState), seen.Messages, seen.Questions.Select(WithoutVotes));
    }

    private static string Json(
        (WebinarStatus, int, DateTimeOffset?, StreamState?) status, IEnumerable<MessageView> messages, IEnumerable<QuestionView> questions) =>
        $"{status} {JsonSerializer.Serialize(messages, RoomEventJson.Options)} {JsonSerializer.Serialize(questions, RoomEventJson.Options)}";

    private static QuestionView WithoutVotes(QuestionView question) => question with { Votes = null, Mine = null };

    private void Show(Snapshot snapshot)
    {
        _status = (snapshot.Status, snapshot.Revision, snapshot.Until, snapshot.StreamState);
        _messages.Clear();
        _messages.AddRange(snapshot.Messages);
        _questions.Clear();
        foreach (var question in snapshot.Questions)
        {
            _questions[question.Id] = WithoutVotes(question);
        }
    }

    private void Apply(RoomEvent happened)
    {
        switch (happened)
        {
            case StatusChanged changed:
                Assert.True(changed.Revision > _status.Revision);
                _status = (changed.Status, changed.Revision, changed.Until, _status.Stream);
                break;
            case StreamChanged changed:
                _status.Stream = changed.State;
                break;
            case MessagePosted posted:
                _messages.Add(new MessageView(posted.Position, posted.At, posted.By!, posted.ClientId, posted.Text, posted.ReplyTo));
                break;
            case QuestionEvent changed:
                foreach (var question in changed.Questions ?? [])
                {
                    Assert.Equal((null, null), (question.Votes, question.Mine));
                    _questions[question.Id] = question;
                }

                foreach (var gone in changed.Gone ?? [])
                {
                    _questions.Remove(gone);
                }

                break;
            case VoteCast:
                break;
            default:
                throw new InvalidOperationException($"A browser was told of {happened}.");
        }
    }
}

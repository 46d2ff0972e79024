using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Webinars.Log;
using Webinars.People;
using Webinars.Rooms;

namespace Webinars.Hubs;

/// <summary>One connection in a room: who it is, up to which position it was served, and whether it still takes what it is sent.</summary>
internal sealed class Member(HubConnectionContext connection, RoomPump pump, Actor you, string? session, TimeProvider time)
{
    /// <summary>Who takes nothing for this long is closed; its browser comes back and resumes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly object Key = new();
    private readonly Lock _gate = new();
    private Task _writing = Task.CompletedTask;
    private long _writingSince;
    private long _position = pump.Room.State.Position;

    public RoomPump Pump => pump;

    public Actor You => you;

    public string? Session => session;

    public Viewer Viewer => pump.Room.State.EyesOf(you);

    /// <summary>Set once the connection has joined.</summary>
    public static Member Of(IDictionary<object, object?> items) => (Member)items[Key]!;

    public static Member? Find(IDictionary<object, object?> items) => items.TryGetValue(Key, out var member) ? (Member?)member : null;

    public void Attach() => connection.Items[Key] = this;

    public void Close() => connection.Abort();

    /// <summary>Its answer and the frames after it follow each other without a gap.</summary>
    public Resumption Resume(long? position, string? epoch)
    {
        lock (_gate)
        {
            var resumed = ResumeRoom.Run(pump.Room, you, position, epoch);
            _position = resumed.Position;
            return resumed;
        }
    }

    /// <summary>Takes the frame that begins where this member stands, unless it was served already or holds no news.</summary>
    public void Offer(Frames frames)
    {
        lock (_gate)
        {
            if (_position < frames.To && frames.For(Viewer, _position) is { } message)
            {
                _position = frames.To;
                Write(message);
            }
        }
    }

    public void Tell(SerializedHubMessage message)
    {
        lock (_gate)
        {
            Write(message);
        }
    }

    /// <summary>Never waits. While an earlier write is stuck the message is left out: the next frame's <c>from</c> tells the browser that it must resume.</summary>
    private void Write(SerializedHubMessage message)
    {
        if (_writing.IsCompleted)
        {
            var writing = connection.WriteAsync(message);
            if (!writing.IsCompletedSuccessfully)
            {
                (_writing, _writingSince) = (writing.AsTask(), time.GetTimestamp());
            }
        }
        else if (time.GetElapsedTime(_writingSince) > Patience)
        {
            connection.Abort();
        }
    }
}

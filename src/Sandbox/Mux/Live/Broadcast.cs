using System.Text.Json.Nodes;
using Webinars.Sandbox.Mux.Webhooks;

namespace Webinars.Sandbox.Mux.Live;

/// <summary>What an encoder's coming and going does to a live stream and its recording.</summary>
public static class Broadcast
{
    private static readonly TimeSpan UntilRecording = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UntilActive = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan UntilAssetReady = TimeSpan.FromSeconds(10);

    public static void Connect(MuxState state, LiveStream stream, DateTimeOffset now) => Connect(state, stream, now, null);

    /// <param name="footage">Where a real encoder's picture goes. The stream then becomes active by <see cref="Show"/>, not by itself.</param>
    public static void Connect(MuxState state, LiveStream stream, DateTimeOffset now, Footage? footage)
    {
        if (stream.Disabled)
        {
            throw MuxException.Conflict("The live stream is disabled and takes no encoder. Enable it first.");
        }

        if (stream.Connected is true)
        {
            return;
        }

        stream.Connected = true;
        var known = state.ActiveAsset(stream);
        var asset = known ?? Record(state, stream, now);
        Timeline.Open(asset, now, footage);
        stream.Due.RemoveAll(x => x.Step == Step.CloseReconnectWindow);
        stream.Due.Add(new Due(now + UntilRecording, Step.Record));
        if (footage is null)
        {
            stream.Due.Add(new Due(now + UntilActive, Step.Activate));
        }

        stream.Due.Add(new Due(now + TimeSpan.FromSeconds(stream.MaxContinuousDuration), Step.ReachMaxDuration));
        state.Tell("video.live_stream.connected", stream, now);
        if (known is null)
        {
            stream.Due.Add(new Due(now + UntilAssetReady, Step.MakeAssetReady));
            state.Tell("video.asset.created", asset, now);
        }
    }

    /// <summary>The first segment that a real encoder sent can be watched.</summary>
    public static void Show(MuxState state, LiveStream stream, DateTimeOffset now)
    {
        stream.Due.Add(new Due(now, Step.Activate));
        CatchUp(state, now);
    }

    public static void Disconnect(MuxState state, LiveStream stream, DateTimeOffset now)
    {
        if (stream.Connected is not true)
        {
            return;
        }

        Unplug(state, stream, now);
        state.Tell("video.live_stream.disconnected", stream, now);
        if (stream.ReconnectWindow > 0)
        {
            stream.Due.Add(new Due(now + TimeSpan.FromSeconds(stream.ReconnectWindow), Step.CloseReconnectWindow));
        }
        else
        {
            Finish(state, stream, now);
        }
    }

    /// <summary>Ends the broadcast at once; an encoder that is still connected is thrown off. Nothing to end: nothing happens.</summary>
    /// <remarks>After <c>complete</c> the real Mux lets the encoder stay for 60 s more; here it goes at once.</remarks>
    public static void Finish(MuxState state, LiveStream stream, DateTimeOffset now)
    {
        if (state.ActiveAsset(stream) is not { } asset)
        {
            return;
        }

        Unplug(state, stream, now);
        NoteAsset(stream);
        stream.ActiveAssetId = null;
        stream.Active = false;
        stream.Due.Clear();
        state.Tell("video.live_stream.idle", stream, now);
        MakeReady(state, asset, now);
        asset.CompletedAt = now;
        state.Tell("video.asset.live_stream_completed", asset, now);
    }

    public static void Disable(MuxState state, LiveStream stream, DateTimeOffset now)
    {
        Finish(state, stream, now);
        if (!stream.Disabled)
        {
            stream.Disabled = true;
            state.Tell("video.live_stream.disabled", stream, now);
        }
    }

    public static void Enable(MuxState state, LiveStream stream, DateTimeOffset now)
    {
        if (stream.Disabled)
        {
            stream.Disabled = false;
            state.Tell("video.live_stream.enabled", stream, now);
        }
    }

    public static bool AnythingDue(MuxState state, DateTimeOffset now) => state.Streams.Exists(x => x.Due.Exists(y => y.At <= now));

    /// <summary>Does everything that is due, earliest first, each at its own time: also what a stopped sandbox has slept through.</summary>
    public static void CatchUp(MuxState state, DateTimeOffset now)
    {
        while (state.Streams.SelectMany(x => x.Due.Select(y => (Stream: x, Due: y))).Where(x => x.Due.At <= now)
            .OrderBy(x => x.Due.At).FirstOrDefault() is { Due: not null } next)
        {
            next.Stream.Due.Remove(next.Due);
            Do(next.Due.Step, state, next.Stream, next.Due.At);
        }
    }

    private static void Do(Step step, MuxState state, LiveStream stream, DateTimeOffset at)
    {
        switch (step)
        {
            case Step.Record:
                stream.Recording = true;
                NoteAsset(stream);
                state.Tell("video.live_stream.recording", stream, at);
                break;
            case Step.Activate:
                stream.Active = true;
                state.Tell("video.live_stream.active", stream, at);
                SetTargets(state, stream, "broadcasting", at);
                break;
            case Step.MakeAssetReady:
                MakeReady(state, state.ActiveAsset(stream)!, at);
                break;
            case Step.CloseReconnectWindow:
                Finish(state, stream, at);
                break;
            case Step.ReachMaxDuration:
                Disconnect(state, stream, at);
                break;
        }
    }

    private static Asset Record(MuxState state, LiveStream stream, DateTimeOffset now)
    {
        var settings = stream.NewAssetSettings?.DeepClone().AsObject() ?? [];
        var asset = new Asset
        {
            Id = MuxId.New(),
            LiveStreamId = stream.Id,
            CreatedAt = now,
            Settings = settings,
            Test = stream.Test,
            PlaybackIds = [.. Policies(settings).Select(x => new PlaybackId(MuxId.New(), x))],
        };
        state.Assets.Add(asset);
        stream.ActiveAssetId = asset.Id;
        return asset;
    }

    private static IEnumerable<string> Policies(JsonObject settings) =>
        settings["playback_policies"]?.AsArray().Select(x => x!.GetValue<string>()) ?? [];

    private static void Unplug(MuxState state, LiveStream stream, DateTimeOffset now)
    {
        Timeline.Close(state.ActiveAsset(stream)!, now);
        stream.Connected = false;
        stream.Recording = false;
        stream.Due.RemoveAll(x => x.Step is Step.Record or Step.Activate or Step.ReachMaxDuration);
        SetTargets(state, stream, "idle", now);
    }

    private static void NoteAsset(LiveStream stream)
    {
        if (!stream.RecentAssetIds.Contains(stream.ActiveAssetId!))
        {
            stream.RecentAssetIds.Add(stream.ActiveAssetId!);
        }
    }

    private static void MakeReady(MuxState state, Asset asset, DateTimeOffset now)
    {
        if (!asset.Ready)
        {
            asset.Ready = true;
            state.Tell("video.asset.ready", asset, now);
        }
    }

    private static void SetTargets(MuxState state, LiveStream stream, string status, DateTimeOffset now)
    {
        foreach (var target in stream.SimulcastTargets.Where(x => x.Status != status))
        {
            target.Status = status;
            state.Tell($"video.live_stream.simulcast_target.{status}", stream, target, now);
        }
    }
}

using System.Collections.Concurrent;
using Webinars.Replaying;
using Webinars.Streaming;

namespace Webinars.Core.Tests;

/// <summary>A video vendor in memory: keeps streams, and can be out of reach.</summary>
public sealed class VideoInMemory : IVideoService, IRecordingService
{
    private readonly ConcurrentDictionary<string, VideoStream> _streams = new();
    private readonly ConcurrentDictionary<string, Clip?> _passes = new();
    private int _made;

    /// <summary>Why it does nothing, where it does nothing.</summary>
    public VendorFailure? Failure { get; set; }

    public bool Answers
    {
        set => Failure = value ? null : new VendorFailure.Transient();
    }

    /// <summary>What happens while a stream is being closed.</summary>
    public Func<Task> WhileClosing { get; set; } = () => Task.CompletedTask;

    /// <summary>What happens while a stream is being made.</summary>
    public Func<Task> WhileMaking { get; set; } = () => Task.CompletedTask;

    public ConcurrentQueue<string> Closed { get; } = new();

    public ConcurrentQueue<string> Reopened { get; } = new();

    /// <summary>Streams that it was asked about, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public ConcurrentDictionary<string, RecordedAsset> Recordings { get; } = new();

    /// <summary>Streams that exist.</summary>
    public ICollection<VideoStream> Streams => _streams.Values;

    public async Task<VideoStream> Create(Guid webinar, StreamTimes times, CancellationToken ct)
    {
        await Answer();
        await WhileMaking();
        var number = Interlocked.Increment(ref _made);
        return _streams[$"stream{number}"] = new VideoStream($"stream{number}", $"key{number}", "rtmps://ingest.example", $"playback{number}", StreamState.Idle);
    }

    public async Task<VideoStream> Get(string streamId, CancellationToken ct)
    {
        Asked.Enqueue(streamId);
        await Answer();
        return Known(streamId);
    }

    /// <summary>How it is at the vendor, of which nobody was told.</summary>
    public void Is(string streamId, Func<VideoStream, VideoStream> changed) => _streams[streamId] = changed(_streams[streamId]);

    async Task<RecordedAsset?> IRecordingService.Get(string assetId, CancellationToken ct)
    {
        await Answer();
        return Recordings.GetValueOrDefault(assetId);
    }

    public async Task<VideoStream> ResetKey(string streamId, CancellationToken ct)
    {
        await Answer();
        return _streams[streamId] = Known(streamId) with { StreamKey = Known(streamId).StreamKey + "*" };
    }

    public async Task Close(string streamId, CancellationToken ct)
    {
        await Answer();
        await WhileClosing();
        Closed.Enqueue(streamId);
    }

    public async Task Reopen(string streamId, CancellationToken ct)
    {
        await Answer();
        Reopened.Enqueue(streamId);
    }

    public Task<string> AddTarget(string streamId, SimulcastTarget target, CancellationToken ct) => Task.FromResult("target");

    public Task RemoveTarget(string streamId, string targetId, CancellationToken ct) => Task.CompletedTask;

    public async Task Delete(string streamId, CancellationToken ct)
    {
        await Answer();
        _streams.TryRemove(streamId, out _);
    }

    public PlaybackPass Sign(string playbackId, Clip? clip, DateTimeOffset expiresAt)
    {
        var token = Guid.NewGuid().ToString();
        _passes[token] = clip;
        return new PlaybackPass(playbackId, token, null, expiresAt);
    }

    /// <summary>What a pass shows; null for all.</summary>
    public Clip? Shown(PlaybackPass pass) => _passes[pass.Token];

    private async Task Answer()
    {
        await Task.Yield();
        if (Failure is not null)
        {
            throw new VendorException(Failure, "video.example");
        }
    }

    private VideoStream Known(string streamId) =>
        _streams.TryGetValue(streamId, out var stream) ? stream : throw new VendorException(new VendorFailure.NotFound(), "video.example");
}

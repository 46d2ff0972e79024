using System.Collections.Concurrent;
using Webinars.Streaming;

namespace Webinars.Core.Tests;

/// <summary>A video vendor in memory: keeps streams, and can be out of reach.</summary>
public sealed class VideoInMemory : IVideoService
{
    private readonly ConcurrentDictionary<string, VideoStream> _streams = new();
    private readonly ConcurrentDictionary<string, Clip?> _passes = new();
    private int _made;

    public bool Answers { get; set; } = true;

    /// <summary>What happens while a stream is being closed.</summary>
    public Func<Task> WhileClosing { get; set; } = () => Task.CompletedTask;

    public ConcurrentQueue<string> Closed { get; } = new();

    /// <summary>Streams that exist.</summary>
    public ICollection<VideoStream> Streams => _streams.Values;

    public async Task<VideoStream> Create(Guid webinar, StreamTimes times, CancellationToken ct)
    {
        await Answer();
        var number = Interlocked.Increment(ref _made);
        return _streams[$"stream{number}"] = new VideoStream($"stream{number}", $"key{number}", "rtmps://ingest.example", $"playback{number}", StreamState.Idle);
    }

    public async Task<VideoStream?> Get(string streamId, CancellationToken ct)
    {
        await Answer();
        return _streams.GetValueOrDefault(streamId);
    }

    public async Task<VideoStream?> ResetKey(string streamId, CancellationToken ct)
    {
        await Answer();
        return _streams.TryGetValue(streamId, out var stream) ? _streams[streamId] = stream with { StreamKey = stream.StreamKey + "*" } : null;
    }

    public async Task Close(string streamId, CancellationToken ct)
    {
        await Answer();
        await WhileClosing();
        Closed.Enqueue(streamId);
    }

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
        if (!Answers)
        {
            throw new RefusedException(Refusal.Busy);
        }
    }
}

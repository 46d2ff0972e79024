using Webinars.Sandbox.Mux.Live;
using Webinars.Sandbox.Mux.Rtmp;

namespace Webinars.Sandbox.Mux.Ingest;

/// <summary>An encoder that was let in: what it sends is recorded, and its coming and going drives the live stream.</summary>
internal sealed class Publisher(string streamId, RtmpConnection connection, string ffmpeg, SandboxFile<MuxState> file, Recordings recordings, TimeProvider time)
    : IDisposable
{
    /// <summary>So long it may send nothing; also: nothing that one could watch.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private const double MostLead = 5000;

    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _thrownOff;
    private DateTime? _version;
    private DateTimeOffset _arrivedAt;

    /// <summary>By how many milliseconds a frame came sooner after the first one than their timestamps say, at most.</summary>
    private double _lead;

    public string StreamId => streamId;

    /// <summary>What ffmpeg complained of, if it did.</summary>
    public string? Complaint { get; private set; }

    /// <summary>Ends it; returns when all that it sent is in the recording. What becomes of the live stream is then the caller's affair.</summary>
    public async Task ThrowOffAsync()
    {
        _thrownOff = true;
        try
        {
            await _end.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It went at the same moment.
        }

        await _ended.Task;
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, _end.Token);
        try
        {
            await connection.AcceptAsync(end.Token);
            if (await OpenAsync(end.Token) is var (opening, first))
            {
                await RecordAsync(opening, first, end.Token);
            }
        }
        catch (RtmpException error)
        {
            await connection.RefuseAsync("Rejected", error.Message + ".", end.Token);
            throw;
        }
    }

    /// <remarks>Comes after whatever became of it: who throws it off must not wait for ever.</remarks>
    public void Dispose()
    {
        _ended.TrySetResult();
        _end.Dispose();
    }

    private async Task<(Opening Opening, RtmpMessage First)?> OpenAsync(CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var opening = new Opening();
        while (await connection.ReadMediaAsync(either.Token) is { } message)
        {
            if (opening.Take(message))
            {
                return (opening, message);
            }
        }

        return null;
    }

    private async Task RecordAsync(Opening opening, RtmpMessage first, CancellationToken cancellation)
    {
        var piece = Connect(opening.Describe(Guid.NewGuid().ToString("N")));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = Task.CompletedTask;
        try
        {
            await using var recorder = Recorder.Start(ffmpeg, recordings.Folder(piece.Footage!));
            watching = WatchAsync(piece, end);
            try
            {
                await PassOnAsync(opening, first, recorder, end.Token);
            }
            finally
            {
                Complaint = recorder.Complaint;
            }
        }
        finally
        {
            await end.CancelAsync();
            try
            {
                await watching;
            }
            finally
            {
                Leave(piece);
            }
        }
    }

    private async Task PassOnAsync(Opening opening, RtmpMessage first, Recorder recorder, CancellationToken cancellation)
    {
        await recorder.BeginAsync(cancellation);
        foreach (var header in opening.Headers)
        {
            await recorder.WriteAsync(header, first.Timestamp, cancellation);
        }

        await recorder.WriteAsync(first, first.Timestamp, cancellation);
        using var silence = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        while (await connection.ReadMediaAsync(either.Token) is { } message)
        {
            silence.CancelAfter(Silence);
            if (message.Type != MessageType.Data)
            {
                // Who sends a file faster than it plays shows nothing that happens now: there is nothing to put right.
                var lead = unchecked((int)(message.Timestamp - first.Timestamp)) - (time.GetUtcNow() - _arrivedAt).TotalMilliseconds;
                Volatile.Write(ref _lead, Math.Min(Math.Max(_lead, lead), MostLead));
                await recorder.WriteAsync(message, message.Timestamp, either.Token);
            }
        }
    }

    private Piece Connect(Footage footage)
    {
        var now = _arrivedAt = time.GetUtcNow();
        return file.Change(state =>
        {
            var stream = state.Stream(streamId);
            if (stream.Connected is true)
            {
                throw MuxException.Conflict("The live stream has an encoder already");
            }

            Broadcast.Connect(state, stream, now, footage);
            return state.ActiveAsset(stream)!.Pieces[^1];
        });
    }

    /// <summary>Looks ten times a second for new segments, and whether the broadcast was ended from elsewhere.</summary>
    private async Task WatchAsync(Piece piece, CancellationTokenSource end)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await look.WaitForNextTickAsync(end.Token))
            {
                NoteCuts(piece);
                if (file.Read(_ => piece.EndedAt is not null))
                {
                    await end.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
    }

    private void NoteCuts(Piece piece)
    {
        var version = recordings.Version(piece.Footage!);
        if (version == _version)
        {
            return;
        }

        _version = version;
        if (piece.Cuts.Count == 0)
        {
            file.Change(state => Begin(state, piece));
            return;
        }

        // Under the lock, so that a playlist is made of one state, but not written: the disk has them.
        var cuts = recordings.Cuts(piece.Footage!, piece.StartedAt);
        file.Read(_ => piece.Cuts = piece.EndedAt is null ? cuts : piece.Cuts);
    }

    /// <summary>The first segment is there. By now it is known how much later than the others the first frame came: an encoder takes its time to start.</summary>
    private void Begin(MuxState state, Piece piece)
    {
        if (piece.EndedAt is null && state.Streams.Find(x => x.Id == streamId) is { } stream && state.ActiveAsset(stream) is { } asset)
        {
            Timeline.Correct(asset, _arrivedAt - TimeSpan.FromMilliseconds(Volatile.Read(ref _lead)));
            piece.Cuts = recordings.Cuts(piece.Footage!, piece.StartedAt);
            if (piece.Cuts.Count > 0)
            {
                Broadcast.Show(state, stream, time.GetUtcNow());
            }
        }
    }

    private void Leave(Piece piece)
    {
        NoteCuts(piece);
        if (_thrownOff)
        {
            return;
        }

        file.Change(state =>
        {
            if (piece.EndedAt is null && state.Streams.Find(x => x.Id == streamId) is { } stream)
            {
                Broadcast.Disconnect(state, stream, time.GetUtcNow());
            }
        });
    }
}

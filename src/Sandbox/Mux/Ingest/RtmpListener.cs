using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Webinars.Sandbox.Mux.Live;
using Webinars.Sandbox.Mux.Rtmp;

namespace Webinars.Sandbox.Mux.Ingest;

/// <param name="Reason">Why no real encoder is taken, in one sentence; null: they are.</param>
internal sealed record IngestStatus(string Url, string? Reason);

/// <summary>Takes real encoders at <c>rtmp://localhost:{port}/app/{stream key}</c>; without ffmpeg, or when the port is taken, none, and says why.</summary>
internal sealed partial class RtmpListener(
    SandboxOptions options, SandboxFile<MuxState> file, Recordings recordings, TimeProvider time, ILogger<RtmpListener> logger) : BackgroundService
{
    private const int MaxConnections = 32;
    private static readonly TimeSpan UntilPublish = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Publisher> _publishers = new();
    private readonly List<TcpListener> _listeners = [];
    private string _ffmpeg = "";
    private int _connections;

    public IngestStatus Status { get; private set; } = new(options.Ingest.Url, "The listener has not started yet.");

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        LoseThoseOfTheLastLife();
        var reason = Open();
        Status = new IngestStatus(options.Ingest.Url, reason);
        if (reason is null)
        {
            Listens(options.Ingest.Url);
        }
        else if (options.Ingest.Port is not null)
        {
            TakesNone(reason);
        }

        return base.StartAsync(cancellationToken);
    }

    /// <summary>Ends what a real encoder sends to the stream, if one does; returns when its recording is whole.</summary>
    public Task ThrowOffAsync(string streamId) => _publishers.TryGetValue(streamId, out var publisher) ? publisher.ThrowOffAsync() : Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(_listeners.Select(x => AcceptAsync(x, stoppingToken)));
        }
        finally
        {
            _listeners.ForEach(x => x.Dispose());
        }
    }

    /// <returns>Why not; null: it is open.</returns>
    private string? Open()
    {
        if (options.Ingest.Port is not { } port)
        {
            return "Real encoders are switched off (Sandbox:RtmpPort).";
        }

        if (Ffmpeg.Find(options.Ingest.Ffmpeg) is not { } ffmpeg)
        {
            return $"Real encoders need ffmpeg, and there is no \"{options.Ingest.Ffmpeg}\" here: install it, or say where it is (Sandbox:Ffmpeg).";
        }

        _ffmpeg = ffmpeg;
        try
        {
            Bind(options.Ingest.Address ?? IPAddress.Loopback, port);
        }
        catch (SocketException)
        {
            return $"Real encoders are not taken, as port {port} is in use or not ours: free it, or give another (Sandbox:RtmpPort).";
        }

        try
        {
            if (options.Ingest.Address is null)
            {
                Bind(IPAddress.IPv6Loopback, port);
            }
        }
        catch (SocketException)
        {
            // A machine without IPv6, or somebody else has it there: "localhost" is IPv4 too.
        }

        return null;
    }

    private void Bind(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            _listeners.Add(listener);
        }
        catch (SocketException)
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Connections that were open when the process before this one ended.</summary>
    private void LoseThoseOfTheLastLife()
    {
        static bool IsLost(MuxState state, LiveStream stream) => state.ActiveAsset(stream)?.Pieces[^1] is { Footage: not null, EndedAt: null };
        if (file.Read(state => state.Streams.Exists(x => IsLost(state, x))))
        {
            file.Change(state => state.Streams.Where(x => IsLost(state, x)).ToList().ForEach(x => Broadcast.Disconnect(state, x, time.GetUtcNow())));
        }
    }

    private async Task AcceptAsync(TcpListener listener, CancellationToken stopping)
    {
        var serving = new ConcurrentDictionary<Task, bool>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stopping);
                var task = ServeAsync(client, stopping);
                serving[task] = true;
                _ = task.ContinueWith(x => serving.TryRemove(x, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody is let in any more; those who are in finish what they record.
        }
        finally
        {
            await Task.WhenAll(serving.Keys);
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stopping)
    {
        using var _ = client;
        await Task.Yield();
        try
        {
            if (Interlocked.Increment(ref _connections) <= MaxConnections)
            {
                client.NoDelay = true;
                await using var connection = new RtmpConnection(client.GetStream(), IngestOptions.App);
                await ServeAsync(connection, stopping);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or RtmpException or MuxException)
        {
            ConnectionEnded(error is OperationCanceledException ? "it said nothing for too long, or was thrown off" : error.Message);
        }
        catch (Exception error)
        {
            ConnectionFailed(error);
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }

    private async Task ServeAsync(RtmpConnection connection, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(UntilPublish, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        if (await connection.ReadPublishAsync(either.Token) is not { } key)
        {
            return;
        }

        if (Find(key) is not { } stream)
        {
            await connection.RefuseAsync("Rejected", "There is no such stream key.", either.Token);
            throw new RtmpException("No live stream has that key");
        }

        if (stream.Disabled)
        {
            await connection.RefuseAsync("Rejected", "The live stream is disabled.", either.Token);
            throw new RtmpException("The live stream is disabled");
        }

        using var publisher = new Publisher(stream.Id, connection, _ffmpeg, file, recordings, time);
        if (stream.Connected is true || !_publishers.TryAdd(stream.Id, publisher))
        {
            await connection.RefuseAsync("BadName", "The live stream has an encoder already.", either.Token);
            throw new RtmpException("The live stream has an encoder already");
        }

        try
        {
            EncoderCame(stream.Id);
            await publisher.RunAsync(stopping);
        }
        finally
        {
            _publishers.TryRemove(stream.Id, out _);
            EncoderWent(stream.Id, publisher.Complaint ?? "nothing");
        }
    }

    /// <summary>Looks at every key, wherever the right one is, and compares digests: how long it takes tells nothing.</summary>
    private LiveStream? Find(string key)
    {
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        return file.Read(state => state.Streams
            .Where(x => CryptographicOperations.FixedTimeEquals(given, SHA256.HashData(Encoding.UTF8.GetBytes(x.StreamKey))))
            .ToList().FirstOrDefault());
    }

    [LoggerMessage(LogLevel.Information, "Real encoders are taken at {Url}.")]
    private partial void Listens(string url);

    [LoggerMessage(LogLevel.Warning, "{Reason}")]
    private partial void TakesNone(string reason);

    [LoggerMessage(LogLevel.Information, "A real encoder sends to live stream {StreamId}.")]
    private partial void EncoderCame(string streamId);

    [LoggerMessage(LogLevel.Information, "The real encoder of live stream {StreamId} has gone. ffmpeg complained of: {Complaint}")]
    private partial void EncoderWent(string streamId, string complaint);

    [LoggerMessage(LogLevel.Information, "A connection for real encoders ended: {Reason}.")]
    private partial void ConnectionEnded(string reason);

    [LoggerMessage(LogLevel.Error, "A connection for real encoders failed.")]
    private partial void ConnectionFailed(Exception error);
}

using System.Net.WebSockets;
using System.Text.Json;
using Webinars.Streaming.Broadcasting;

namespace Webinars.Api;

/// <summary>One browser's recording on its way to the relay: told once that it may begin, when it is too slow for us, when we go, and why it is over.</summary>
internal sealed class BroadcastSocket(WebSocket socket, TimeProvider time) : IDisposable
{
    private const int LargestMessage = 2 * 1024 * 1024;
    private const int BytesPerSecond = 1_000_000;

    /// <summary>What a message costs beside its bytes: one that holds nothing takes our time too.</summary>
    private const int PerMessage = 1000;

    /// <summary>Who was held up sends what has gathered.</summary>
    private const int Burst = 8 * BytesPerSecond;
    private static readonly TimeSpan Hello = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    /// <summary>How soon it ends for who was banned, lost the role or signed out.</summary>
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromSeconds(5);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly Allowance _allowance = new(BytesPerSecond, Burst, time);
    private readonly SemaphoreSlim _sending = new(1);
    private Task<ValueWebSocketReceiveResult>? _receiving;

    /// <param name="open">Begins the broadcast.</param>
    /// <param name="check">Whether they still may.</param>
    /// <param name="moving">This node goes: the browser is to send to another.</param>
    public async Task Run(
        Func<BroadcastFormat, CancellationToken, Task<Broadcast>> open, Func<CancellationToken, Task> check, CancellationToken moving, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            var format = await ReadHello().WaitAsync(Hello, time, ct);
            await using var broadcast = await open(format, ct);
            await Tell(new { type = "ready" });
            var sides = new[] { Take(format, broadcast, over.Token), Watch(broadcast), Check(check, over.Token), Move(moving, over.Token) };
            await await Task.WhenAny(sides);
        }
        catch (RefusedException refused)
        {
            await Refuse(refused.Refusal);
        }
        catch (TimeoutException)
        {
            await Refuse(Refusal.TooLate);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // Without a goodbye, or we are going ourselves: the browser comes back.
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    public void Dispose() => _sending.Dispose();

    /// <exception cref="RefusedException">What the end was, unless the browser itself was done.</exception>
    private static async Task Watch(Broadcast broadcast)
    {
        if (await Task.WhenAny(broadcast.TakenOver, broadcast.Pipe.Ended) == broadcast.TakenOver)
        {
            throw new RefusedException(Refusal.TakenOver);
        }

        throw new RefusedException(await broadcast.Pipe.Ended is BroadcastEnd.Unreadable ? Refusal.UnsupportedType : Refusal.CutOff);
    }

    private async Task Check(Func<CancellationToken, Task> check, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(BetweenChecks, time);
        while (await timer.WaitForNextTickAsync(ct))
        {
            await check(ct);
        }
    }

    private async Task Move(CancellationToken moving, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(moving, ct);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
        await Tell(new { type = "moving" });
        await Task.Delay(Timeout.InfiniteTimeSpan, time, ct);
    }

    private async Task<BroadcastFormat> ReadHello()
    {
        var hello = await Receiving(0);
        if (hello is not { MessageType: WebSocketMessageType.Text, EndOfMessage: true })
        {
            throw new RefusedException(Refusal.Invalid("hello", "A hello comes first."));
        }

        try
        {
            using var said = JsonDocument.Parse(_buffer.AsMemory(0, hello.Count));
            return BroadcastFormat.Parse(said.RootElement.GetProperty("mime").GetString()) ?? throw new RefusedException(Refusal.UnsupportedType);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new RefusedException(Refusal.Invalid("hello", "The hello cannot be read."));
        }
    }

    /// <summary>Until the browser is done.</summary>
    private async Task Take(BroadcastFormat format, Broadcast broadcast, CancellationToken ct)
    {
        var (begun, gathered, inMessage) = (false, 0, 0);
        while (true)
        {
            var part = await Receiving(gathered).WaitAsync(LongestSilence, time, ct);
            switch (part.MessageType)
            {
                case WebSocketMessageType.Close:
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ct);
                    return;
                case WebSocketMessageType.Text:
                    throw new RefusedException(Refusal.Invalid("message", "Only the recording comes after the hello."));
            }

            inMessage += part.Count;
            if (inMessage > LargestMessage)
            {
                throw new RefusedException(Refusal.TooLarge);
            }

            if (!_allowance.Take(part.Count + PerMessage))
            {
                throw new RefusedException(Refusal.TooFast(TimeSpan.FromSeconds(1)));
            }

            (gathered, inMessage) = (gathered + part.Count, part.EndOfMessage ? 0 : inMessage);

            // A recorder that began late gives its first bytes one by one.
            if (!begun && gathered < BroadcastFormat.Beginning)
            {
                continue;
            }

            if (!begun && !format.BeginsWith(_buffer.AsSpan(0, gathered)))
            {
                throw new RefusedException(Refusal.UnsupportedType);
            }

            await Write(broadcast.Pipe, _buffer.AsMemory(0, gathered), ct);
            (begun, gathered) = (true, 0);
        }
    }

    /// <summary>While it waits nothing is read, and the browser's own queue grows: it is told why.</summary>
    private async Task Write(IBroadcastPipe pipe, ReadOnlyMemory<byte> piece, CancellationToken ct)
    {
        var writing = pipe.Write(piece);
        try
        {
            await writing.WaitAsync(Slow, time, ct);
            return;
        }
        catch (TimeoutException)
        {
            await Tell(new { type = "slow", on = true });
        }

        try
        {
            await writing.WaitAsync(Stuck, time, ct);
        }
        catch (TimeoutException)
        {
            pipe.Abort();
            throw new RefusedException(Refusal.CutOff);
        }

        await Tell(new { type = "slow", on = false });
    }

    private async Task Refuse(Refusal refusal)
    {
        try
        {
            await Tell(new { type = "problem", code = refusal.Code });
            using var limit = new CancellationTokenSource(Goodbye, time);
            await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, refusal.Code, limit.Token);

            // A connection that is closed over what nobody has read takes with it what the browser has not read yet.
            await (_receiving ?? Receiving(0)).WaitAsync(limit.Token);
            while (socket.State is WebSocketState.CloseSent)
            {
                await Receiving(0).WaitAsync(limit.Token);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // Whom we would tell is not there.
        }
    }

    private Task<ValueWebSocketReceiveResult> Receiving(int from) => _receiving = socket.ReceiveAsync(_buffer.AsMemory(from), CancellationToken.None).AsTask();

    private async Task Tell(object message)
    {
        using var limit = new CancellationTokenSource(Goodbye, time);
        await _sending.WaitAsync(limit.Token);
        try
        {
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, limit.Token);
        }
        finally
        {
            _sending.Release();
        }
    }
}

namespace Webinars.Streaming.Broadcasting;

/// <summary>Takes what a browser records and sends it on to where encoders send to.</summary>
public interface IBroadcastRelay
{
    /// <summary>Whether it can do so at all, and speaks the language of that address.</summary>
    bool CanSendTo(string ingestUrl);

    /// <summary>Begins a broadcast.</summary>
    /// <param name="streamKey">A secret: neither logged nor shown in a list of processes.</param>
    /// <returns>Null when as many run as may.</returns>
    IBroadcastPipe? Open(string ingestUrl, string streamKey, BroadcastFormat format);
}

/// <summary>One broadcast on its way; disposing it sends on what was written and ends within seconds.</summary>
public interface IBroadcastPipe : IAsyncDisposable
{
    /// <summary>Why it has ended. Never faults.</summary>
    Task<BroadcastEnd> Ended { get; }

    /// <summary>The next piece of the recording, from its first byte on. Waits for as long as the other side is slow; what comes after the end is lost.</summary>
    Task Write(ReadOnlyMemory<byte> piece);

    /// <summary>Ends it at once, whatever it waits for.</summary>
    void Abort();
}

public enum BroadcastEnd
{
    /// <summary>All that was written is sent.</summary>
    Finished,

    /// <summary>What was written is no recording, or none of the format that was said.</summary>
    Unreadable,

    /// <summary>The other side does not take it, or takes it no more.</summary>
    CutOff,
}

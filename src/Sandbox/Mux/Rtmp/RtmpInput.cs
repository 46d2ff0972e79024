namespace Webinars.Sandbox.Mux.Rtmp;

/// <summary>What a client sends, read in the sizes that the protocol asks for, and counted.</summary>
internal sealed class RtmpInput(Stream stream) : IAsyncDisposable
{
    private readonly BufferedStream _buffered = new(stream, 64 * 1024);
    private readonly byte[] _small = new byte[16];

    /// <summary>Bytes so far.</summary>
    public long Received { get; private set; }

    /// <exception cref="EndOfStreamException">The client has gone.</exception>
    public async ValueTask ReadAsync(Memory<byte> into, CancellationToken cancellation)
    {
        await _buffered.ReadExactlyAsync(into, cancellation);
        Received += into.Length;
    }

    /// <param name="count">At most 16.</param>
    /// <returns>Good until the next call.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(int count, CancellationToken cancellation)
    {
        await ReadAsync(_small.AsMemory(0, count), cancellation);
        return _small.AsMemory(0, count);
    }

    public ValueTask DisposeAsync() => _buffered.DisposeAsync();
}

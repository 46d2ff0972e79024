namespace Webinars.Adapters.Tests.Sandbox.Rtmp;

/// <summary>A connection whose other side has already said everything that it will say; what it is told is kept.</summary>
internal sealed class Wire(byte[] said) : Stream
{
    private readonly MemoryStream _said = new(said);

    public MemoryStream Heard { get; } = new();

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => _said.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => Heard.Write(buffer, offset, count);

    // At once and on the caller's thread, so that what a visit costs can be counted.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(_said.Read(buffer.Span));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Heard.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

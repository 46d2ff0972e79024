namespace Webinars.Adapters.LiteDb.Pages;

/// <summary>The data file as LiteDB sees it. LiteDB flushes it at the end of a checkpoint, and only then empties the log.</summary>
/// <remarks>LiteDB locks the stream around every access and sets <see cref="Position"/> before.</remarks>
internal class PageStream(IPageFile file) : Stream
{
    public const int PageSize = 8192;

    protected IPageFile File { get; } = file;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => File.Length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = File.Read(Position, buffer.AsSpan(offset, count));
        Position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        File.Write(Position, buffer.AsSpan(offset, count));
        Position += count;
    }

    public override void Flush() => File.Sync();

    /// <summary>Durable when it returns: pages written after a cut must never be followed by pages from before it.</summary>
    public override void SetLength(long value)
    {
        File.SetLength(value);
        File.Sync();
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };
}

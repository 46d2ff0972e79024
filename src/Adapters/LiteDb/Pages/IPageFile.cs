namespace Webinars.Adapters.LiteDb.Pages;

/// <summary>A file as the disk gives it: what is written may be lost until <see cref="Sync"/> returns.</summary>
internal interface IPageFile : IDisposable
{
    long Length { get; }

    /// <returns>Bytes read; fewer than asked for only at the end of the file.</returns>
    int Read(long position, Span<byte> bytes);

    void Write(long position, ReadOnlySpan<byte> bytes);

    void SetLength(long length);

    void Sync();
}

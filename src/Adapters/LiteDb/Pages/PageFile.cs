using Microsoft.Win32.SafeHandles;

namespace Webinars.Adapters.LiteDb.Pages;

/// <summary>A real file, held for this process alone. The lock is the operating system's: it dies with the process, however that ends.</summary>
internal sealed class PageFile : IPageFile
{
    // What "locked by another" looks like: EAGAIN on Linux and on BSDs, sharing violation on Windows.
    private static readonly int[] Locked = [11, 35, unchecked((int)0x80070020)];

    private readonly SafeFileHandle _handle;

    /// <exception cref="StoreInUseException">Another process has it open.</exception>
    public PageFile(string path)
    {
        try
        {
            _handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, FileOptions.RandomAccess);
        }
        catch (IOException e) when (Locked.Contains(e.HResult))
        {
            throw new StoreInUseException(path, e);
        }
    }

    public long Length => RandomAccess.GetLength(_handle);

    public int Read(long position, Span<byte> bytes)
    {
        var total = 0;
        while (total < bytes.Length && RandomAccess.Read(_handle, bytes[total..], position + total) is var read and > 0)
        {
            total += read;
        }

        return total;
    }

    public void Write(long position, ReadOnlySpan<byte> bytes) => RandomAccess.Write(_handle, bytes, position);

    public void SetLength(long length) => RandomAccess.SetLength(_handle, length);

    public void Sync() => RandomAccess.FlushToDisk(_handle);

    public void Dispose() => _handle.Dispose();
}

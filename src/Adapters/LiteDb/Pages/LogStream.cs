namespace Webinars.Adapters.LiteDb.Pages;

/// <summary>
/// LiteDB's log, made safe against power loss: a transaction counts as soon as its last page says so ("confirmed"),
/// whatever became of the others, and nothing in the log is checksummed. So every page is written unconfirmed, synced,
/// and only then the one sector that confirms is written, and synced.
/// </summary>
/// <remarks>LiteDB writes from a thread of its own; <see cref="Settle"/> is the writer's.</remarks>
internal sealed class LogStream(IPageFile file) : PageStream(file)
{
    // Layout of a LiteDB 5 page header.
    private const int ConfirmedAt = 18;
    private const int Sector = 512;

    private readonly Lock _gate = new();
    private readonly Queue<(long Position, byte[] Sector)> _confirmations = new();
    private readonly byte[] _page = new byte[PageSize];
    private readonly ManualResetEventSlim _written = new();
    private long _end = file.Length;
    private bool _dirty = true; // what a killed process left may not be on the disk yet
    private Exception? _failure;

    /// <summary>Cuts off what a killed process left of a transaction that it never confirmed.</summary>
    /// <remarks>LiteDB would skip it, but takes the next transaction's number from the last page, which may be torn.</remarks>
    public void TrimUnconfirmed()
    {
        var header = new byte[PageSize];
        var end = Length - (Length % PageSize);
        while (end > 0 && (File.Read(end - PageSize, header) < PageSize || header[ConfirmedAt] == 0))
        {
            end -= PageSize;
        }

        if (end != Length)
        {
            SetLength(end);
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            lock (_gate)
            {
                var page = buffer.AsSpan(offset, count);
                if (page[ConfirmedAt] != 0)
                {
                    _confirmations.Enqueue((Position, page[..Sector].ToArray()));
                    page.CopyTo(_page);
                    _page[ConfirmedAt] = 0;
                    page = _page;
                }

                File.Write(Position, page);
                Position += count;
                _end = Math.Max(_end, Position);
                _dirty = true;
            }
        }
        catch (Exception e)
        {
            _failure = e;
            throw;
        }
        finally
        {
            _written.Set();
        }
    }

    /// <summary>LiteDB asks for this whenever its queue runs dry; <see cref="Settle"/> decides when the log is synced.</summary>
    public override void Flush()
    {
    }

    public override void SetLength(long value)
    {
        base.SetLength(value);
        _end = value;
    }

    /// <summary>Waits until LiteDB has written the log up to <paramref name="end"/>, then makes all of it durable.</summary>
    /// <exception cref="IOException">A page could not be written, or not within the limit: what was committed may be lost.</exception>
    public void Settle(long end, TimeSpan limit)
    {
        var deadline = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        while (true)
        {
            _written.Reset();
            lock (_gate)
            {
                if (_failure is not null)
                {
                    throw new IOException("A page of the log could not be written.", _failure);
                }

                if (_end >= end)
                {
                    Confirm();
                    return;
                }
            }

            if (!_written.Wait((int)Math.Max(0, deadline - Environment.TickCount64)))
            {
                throw new IOException($"LiteDB has written {_end} of {end} bytes of its log within {limit}.");
            }
        }
    }

    private void Confirm()
    {
        if (_dirty)
        {
            File.Sync();
            _dirty = false;
        }

        // One after the other: a later transaction builds on the earlier one.
        while (_confirmations.TryDequeue(out var confirmation))
        {
            File.Write(confirmation.Position, confirmation.Sector);
            File.Sync();
        }
    }
}

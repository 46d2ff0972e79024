using Webinars.Adapters.LiteDb.Pages;

namespace Webinars.Adapters.Tests.Store;

/// <summary>A file whose writes are only as durable as a disk's: before a sync each sector of each may be lost. Without power no call returns.</summary>
internal sealed class VolatileFile : IPageFile
{
    private readonly Lock _gate = new();
    private readonly Power _power;
    private readonly MemoryStream _durable = new();
    private readonly MemoryStream _current = new();
    private readonly List<(long Position, byte[]? Bytes)> _pending = [];

    public VolatileFile(Power power, byte[] durable)
    {
        _power = power;
        _durable.Write(durable);
        _current.Write(durable);
    }

    /// <summary>Told of every write and every sync (null) before it happens, with the length of the file as it is then.</summary>
    public Action<(long Position, byte[] Bytes)?, long>? Watch { get; init; }

    public long Length
    {
        get
        {
            lock (_gate)
            {
                return _current.Length;
            }
        }
    }

    public int Read(long position, Span<byte> bytes)
    {
        lock (_gate)
        {
            _current.Position = position;
            return _current.Read(bytes);
        }
    }

    public void Write(long position, ReadOnlySpan<byte> bytes) => Change(position, bytes.ToArray());

    public void SetLength(long length) => Change(length, null);

    public void Sync()
    {
        lock (_gate)
        {
            Watch?.Invoke(null, _current.Length);
            if (_power.Step())
            {
                _pending.ForEach(change => Apply(_durable, change.Position, change.Bytes));
                _pending.Clear();
                return;
            }
        }

        DeadMachine.Stop();
    }

    public void Dispose()
    {
    }

    /// <summary>What is on the disk when the power comes back.</summary>
    /// <param name="chance">Of each unsynced sector to have been written.</param>
    public byte[] AfterPowerLoss(Random random, int sector, double chance)
    {
        lock (_gate)
        {
            var left = new MemoryStream();
            left.Write(_durable.ToArray());
            foreach (var (position, bytes) in _pending)
            {
                if (bytes is null)
                {
                    if (random.NextDouble() < chance)
                    {
                        left.SetLength(position);
                    }

                    continue;
                }

                for (var at = position; at < position + bytes.Length;)
                {
                    var end = Math.Min(position + bytes.Length, (at / sector * sector) + sector);
                    if (random.NextDouble() < chance)
                    {
                        Apply(left, at, bytes[(int)(at - position)..(int)(end - position)]);
                    }

                    at = end;
                }
            }

            return left.ToArray();
        }
    }

    private void Change(long position, byte[]? bytes)
    {
        lock (_gate)
        {
            if (bytes is not null)
            {
                Watch?.Invoke((position, bytes), _current.Length);
            }

            if (!_power.Off.IsCompleted)
            {
                _pending.Add((position, bytes));
                Apply(_current, position, bytes);
                if (_power.Step())
                {
                    return;
                }
            }
        }

        DeadMachine.Stop();
    }

    private static void Apply(MemoryStream file, long position, byte[]? bytes)
    {
        if (bytes is null)
        {
            file.SetLength(position);
        }
        else
        {
            file.Position = position;
            file.Write(bytes);
        }
    }
}

using System.Buffers;

namespace Webinars.LoadTests.Attendees;

/// <summary>Bytes that wait for those that make them whole. Holds nothing while nothing waits.</summary>
internal struct Remainder
{
    private const int Most = 8 * 1024 * 1024;
    private byte[]? _bytes;
    private int _length;

    /// <returns>What was kept, with these behind it; valid until <see cref="Keep"/>.</returns>
    /// <exception cref="RunFailedException">That would be more than any record of the hub.</exception>
    public ReadOnlySpan<byte> With(ReadOnlySpan<byte> more)
    {
        if (_length == 0)
        {
            return more;
        }

        Grow(_length + more.Length);
        more.CopyTo(_bytes.AsSpan(_length));
        _length += more.Length;
        return _bytes.AsSpan(0, _length);
    }

    /// <param name="rest">Of what <see cref="With"/> gave.</param>
    public void Keep(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            if (_bytes is not null)
            {
                ArrayPool<byte>.Shared.Return(_bytes);
                _bytes = null;
            }
        }
        else
        {
            Grow(rest.Length);
            rest.CopyTo(_bytes);
        }

        _length = rest.Length;
    }

    private void Grow(int needed)
    {
        if (needed > Most)
        {
            throw new RunFailedException($"A record of more than {Most} bytes.");
        }

        if (_bytes?.Length >= needed)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(needed);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        if (_bytes is not null)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Webinars.Adapters;

/// <summary>What a table holds as one number, whatever the order of its rows: the sum of their SHA-256.</summary>
public sealed class RowsHash
{
    private readonly ulong[] _sum = new ulong[4];

    public long Rows { get; private set; }

    public void Add(IEnumerable<string?> values)
    {
        using var row = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = new byte[4];
        foreach (var value in values)
        {
            var bytes = value is null ? [] : Encoding.UTF8.GetBytes(value);
            BinaryPrimitives.WriteInt32LittleEndian(length, value is null ? -1 : bytes.Length);
            row.AppendData(length);
            row.AppendData(bytes);
        }

        var hash = row.GetHashAndReset();
        for (var i = 0; i < _sum.Length; i++)
        {
            _sum[i] = unchecked(_sum[i] + BinaryPrimitives.ReadUInt64LittleEndian(hash.AsSpan(8 * i)));
        }

        Rows++;
    }

    /// <summary>Equal for equal tables.</summary>
    public override string ToString() => $"{Rows} rows, {string.Concat(_sum.Select(part => part.ToString("x16")))}";
}

using System.Buffers.Binary;
using System.Text;

namespace Webinars.Sandbox.Mux.Rtmp;

/// <summary>Reads AMF 0 value by value. Lists become <c>object?[]</c>; references, dates and what says nothing become null.</summary>
/// <exception cref="RtmpException">It is no AMF 0, deeper than 8, or more than 1,024 values.</exception>
internal ref struct Amf0Reader(ReadOnlySpan<byte> bytes)
{
    private const int MaxDepth = 8;
    private const int MaxName = 256;

    private ReadOnlySpan<byte> _rest = bytes;
    private int _left = 1024;

    public readonly bool AtEnd => _rest.IsEmpty;

    public readonly int Rest => _rest.Length;

    public object? Read(int depth = 0)
    {
        if (--_left < 0 || depth > MaxDepth)
        {
            throw new RtmpException("It sent values that are nested too deep or too many");
        }

        switch ((Amf0.Marker)Take(1)[0])
        {
            case Amf0.Marker.Number:
                return BinaryPrimitives.ReadDoubleBigEndian(Take(8));
            case Amf0.Marker.Boolean:
                return Take(1)[0] != 0;
            case Amf0.Marker.String:
                return Text(Short());
            case Amf0.Marker.LongString or Amf0.Marker.XmlDocument:
                return Text(Long());
            case Amf0.Marker.Null or Amf0.Marker.Undefined or Amf0.Marker.Unsupported:
                return null;
            case Amf0.Marker.Reference:
                Take(2);
                return null;
            case Amf0.Marker.Date:
                Take(10);
                return null;
            case Amf0.Marker.EcmaArray:
                Take(4); // How many are to come: the end marker says it too, and cannot lie.
                return Object(depth);
            case Amf0.Marker.TypedObject:
                Text(Short());
                return Object(depth);
            case Amf0.Marker.Object:
                return Object(depth);
            case Amf0.Marker.StrictArray:
                return List(Long(), depth);
            default:
                throw new RtmpException("It sent a value of a kind that we do not know");
        }
    }

    private Dictionary<string, object?> Object(int depth)
    {
        var found = new Dictionary<string, object?>();
        while (true)
        {
            var length = Short();
            if (length == 0 && _rest.Length > 0 && _rest[0] == (byte)Amf0.Marker.ObjectEnd)
            {
                Take(1);
                return found;
            }

            var name = length <= MaxName ? Text(length) : throw new RtmpException("It sent a name that is too long");
            found[name] = Read(depth + 1);
        }
    }

    private object?[] List(int count, int depth)
    {
        var found = new List<object?>();
        for (var i = 0; i < count; i++)
        {
            found.Add(Read(depth + 1));
        }

        return [.. found];
    }

    private int Short() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    private int Long() => (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(Take(4)), int.MaxValue);

    private string Text(int length) => Encoding.UTF8.GetString(Take(length));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw new RtmpException("It sent a value that ends too early");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}

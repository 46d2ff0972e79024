using System.Buffers.Binary;
using System.Text;

namespace Webinars.Sandbox.Mux.Rtmp;

/// <summary>Values in AMF 0: number ↔ <see cref="double"/>, boolean, string, object ↔ <c>Dictionary&lt;string, object?&gt;</c>, null.</summary>
internal static class Amf0
{
    public static byte[] Write(params object?[] values)
    {
        using var bytes = new MemoryStream();
        foreach (var value in values)
        {
            Write(bytes, value);
        }

        return bytes.ToArray();
    }

    private static void Write(MemoryStream to, object? value)
    {
        switch (value)
        {
            case null:
                to.WriteByte((byte)Marker.Null);
                break;
            case bool flag:
                to.Write([(byte)Marker.Boolean, flag ? (byte)1 : (byte)0]);
                break;
            case double number:
                Span<byte> nine = stackalloc byte[9];
                nine[0] = (byte)Marker.Number;
                BinaryPrimitives.WriteDoubleBigEndian(nine[1..], number);
                to.Write(nine);
                break;
            case string text:
                to.WriteByte((byte)Marker.String);
                WriteText(to, text);
                break;
            case IReadOnlyDictionary<string, object?> named:
                to.WriteByte((byte)Marker.Object);
                foreach (var (name, one) in named)
                {
                    WriteText(to, name);
                    Write(to, one);
                }

                to.Write([0, 0, (byte)Marker.ObjectEnd]);
                break;
            default:
                throw new ArgumentException($"AMF 0 has no form for {value.GetType()} here", nameof(value));
        }
    }

    private static void WriteText(MemoryStream to, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)bytes.Length));
        to.Write(length);
        to.Write(bytes);
    }

    public enum Marker : byte
    {
        Number = 0,
        Boolean = 1,
        String = 2,
        Object = 3,
        Null = 5,
        Undefined = 6,
        Reference = 7,
        EcmaArray = 8,
        ObjectEnd = 9,
        StrictArray = 10,
        Date = 11,
        LongString = 12,
        Unsupported = 13,
        XmlDocument = 15,
        TypedObject = 16,
    }
}

using Webinars.Sandbox.Mux.Rtmp;

namespace Webinars.Adapters.Tests.Sandbox.Rtmp;

public sealed class Amf0Tests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        var named = new Dictionary<string, object?> { ["app"] = "äpp", ["n"] = -1.5, ["flag"] = true, ["none"] = null, ["in"] = new Dictionary<string, object?> { ["x"] = "" } };
        Assert.Equivalent(new object?[] { "name", 7.0, false, null, named }, ReadAll(Amf0.Write("name", 7.0, false, null, named)), strict: true);
    }

    [Fact]
    public void Kinds_that_we_do_not_write_are_read()
    {
        byte[] bytes =
        [
            8, 0, 0, 0, 99, 0, 1, (byte)'a', 5, 0, 0, 9,            // an array by name that lies about its length
            10, 0, 0, 0, 2, 1, 1, 6,                                // a list: true, undefined
            11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,                       // a date
            12, 0, 0, 0, 2, (byte)'h', (byte)'i',                   // a long string
            7, 0, 1,                                                // a reference
            16, 0, 1, (byte)'T', 0, 1, (byte)'b', 1, 0, 0, 0, 9,    // an object with a type
        ];
        Assert.Equivalent(
            new object?[] { new Dictionary<string, object?> { ["a"] = null }, new object?[] { true, null }, null, "hi", null, new Dictionary<string, object?> { ["b"] = false } },
            ReadAll(bytes),
            strict: true);
    }

    public static TheoryData<byte[]> Hostile => new(
        new byte[] { 99 },
        new byte[] { 0, 1, 2 },
        new byte[] { 2, 255, 255, 1 },
        new byte[] { 12, 255, 255, 255, 255 },
        new byte[] { 3 },
        new byte[] { 3, 0, 1 },
        new byte[] { 10, 255, 255, 255, 255, 5 },
        [.. Enumerable.Repeat<byte[]>([3, 0, 1, 97], 10_000).SelectMany(x => x)],
        [.. Enumerable.Repeat<byte[]>([10, 255, 255, 255, 255], 10_000).SelectMany(x => x)],
        [10, 0, 0, 255, 255, .. Enumerable.Repeat((byte)5, 70_000)],
        [3, 1, 44, .. new byte[300], 5, 0, 0, 9]);

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_is_no_AMF_or_too_much_of_it_is_refused(byte[] bytes) => Assert.Throws<RtmpException>(() => ReadAll(bytes));

    private static List<object?> ReadAll(byte[] bytes)
    {
        var reader = new Amf0Reader(bytes);
        var all = new List<object?>();
        while (!reader.AtEnd)
        {
            all.Add(reader.Read());
        }

        return all;
    }
}

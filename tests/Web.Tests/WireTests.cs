using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Webinars.Hubs.Wires;
using Webinars.Rooms;

namespace Webinars.Web.Tests;

/// <summary>The way out of one connection over a real socket, plain and as under TLS.</summary>
public sealed class WireTests : IDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly byte[] Greeting = [0x81, 3, (byte)'{', (byte)'}', 0x1e];
    private readonly FakeTimeProvider _time = new();
    private readonly Socket _here;
    private readonly Socket _there;

    public WireTests()
    {
        using var door = new Socket(SocketType.Stream, ProtocolType.Tcp) { SendBufferSize = 4096 };
        door.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        door.Listen();
        _there = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        _there.Connect(door.LocalEndPoint!);
        _here = door.Accept();
    }

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_does_not_read_holds_a_bounded_part_and_gets_whole_messages_later(bool plain)
    {
        using var wire = await Open(plain);
        var sent = new List<SharedFrame>();
        for (var frame = Said(0); wire.TrySend(frame); frame = Said(sent.Count))
        {
            sent.Add(frame);
        }

        Assert.True(wire.IsStuck);
        Assert.Equal(TimeSpan.Zero, wire.StuckFor);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(2), wire.StuckFor);
        Assert.False(wire.TrySend(Said(sent.Count)));

        var wanted = sent.SelectMany(frame => frame.Bytes.ToArray()).ToArray();
        var taken = Taken(_there.ReceiveBufferSize + _here.SendBufferSize + Wire.Bound);
        Assert.True(wanted.Length <= taken, $"{wanted.Length} bytes wait");
        Assert.Equal(wanted, await Read(wanted.Length));
        await Until(() => !wire.IsStuck);
        Assert.Equal(TimeSpan.Zero, wire.StuckFor);
        Assert.True(wire.TrySend(sent[0]));
        Assert.Equal(sent[0].Bytes.ToArray(), await Read(sent[0].Bytes.Length));

        // What the kernel says of its buffers is half of what it grants, and TCP may let a little more under way.
        static int Taken(int bytes) => 2 * bytes;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_frame_in_parts_comes_whole_though_the_network_takes_it_bit_by_bit(bool plain)
    {
        using var wire = await Open(plain);
        var (large, after) = (new byte[1024 * 1024], Said(1));
        Random.Shared.NextBytes(large);
        Assert.True(wire.TrySend([new([1, 2]), large, new([3])]));
        Assert.True(wire.IsStuck);

        // So much waits that nothing more may.
        Assert.False(wire.TrySend(after));
        Assert.False(wire.TrySend([after.Bytes.ToArray()]));
        byte[] wanted = [1, 2, .. large, 3];
        Assert.Equal(wanted, await Read(wanted.Length));
        await Until(() => !wire.IsStuck);
        Assert.True(wire.TrySend([after.Bytes.ToArray()]));
        Assert.Equal(after.Bytes.ToArray(), await Read(after.Bytes.Length));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_shared_comes_before_the_first_message_of_the_websocket(bool plain)
    {
        using var wire = Laid(plain);
        Assert.True(wire.TrySend(Said(1)));
        await wire.WriteAsync(new byte[] { 0x89, 0 }, Ct);
        Assert.True(wire.TrySend(Said(2)));
        Assert.False(wire.IsStuck);
        await wire.WriteAsync(Greeting, Ct);
        Assert.True(wire.TrySend(Said(3)));

        byte[] wanted = [0x89, 0, .. Greeting, .. Said(1).Bytes.Span, .. Said(2).Bytes.Span, .. Said(3).Bytes.Span];
        Assert.Equal(wanted, await Read(wanted.Length));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_comes_between_the_fragments_of_a_message(bool plain)
    {
        using var wire = await Open(plain);
        var (shared, ping) = (Said(1), new byte[] { 0x89, 0 });
        byte[][] fragments = [[0x01, 1, (byte)'a'], [0x00, 1, (byte)'b'], [0x80, 1, (byte)'c']];
        await wire.WriteAsync(fragments[0], Ct);
        Assert.True(wire.TrySend(shared));
        await wire.WriteAsync(fragments[1], Ct);
        await wire.WriteAsync(ping, Ct);
        await wire.WriteAsync(fragments[2], Ct);
        Assert.True(wire.TrySend(shared));

        byte[] wanted = [.. shared.Bytes.Span, .. ping, .. fragments[0], .. fragments[1], .. fragments[2], .. shared.Bytes.Span];
        Assert.Equal(wanted, await Read(wanted.Length));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_websocket_writes_waits_its_turn(bool plain)
    {
        using var wire = await Open(plain);
        var bytes = 0;
        for (var frame = Said(0); wire.TrySend(frame); frame = Said(0))
        {
            bytes += frame.Bytes.Length;
        }

        byte[] own = [0x81, 2, (byte)'h', (byte)'i'];
        var writing = wire.WriteAsync(own, Ct).AsTask();
        Assert.False(writing.IsCompleted);
        await Read(bytes);
        Assert.Equal(own, await Read(own.Length));
        await writing.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_threads_write_whole_messages(bool plain)
    {
        using var wire = await Open(plain);
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                var frame = Said((writer * 1000) + i);
                if (writer % 2 == 0)
                {
                    await wire.WriteAsync(frame.Bytes, Ct);
                }
                else
                {
                    while (!wire.TrySend(frame))
                    {
                        await Task.Delay(1, Ct);
                    }
                }
            }
        }, Ct)).ToArray();

        var next = new int[4];
        for (var i = 0; i < 2000; i++)
        {
            var head = await Read(4);
            Assert.Equal([0x81, 126], head[..2]);
            var text = System.Text.Encoding.UTF8.GetString(await Read((head[2] << 8) | head[3]));
            var number = int.Parse(text.Split('~')[1], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(next[number / 1000]++, number % 1000);
        }

        await Task.WhenAll(writers);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_is_gone_takes_nothing_and_nobody_waits_for_it(bool plain)
    {
        using var wire = await Open(plain);
        while (wire.TrySend(Said(0)))
        {
        }

        var writing = wire.WriteAsync(Said(1).Bytes, Ct).AsTask();
        _there.LingerState = new LingerOption(true, 0);
        _there.Close();
        await Assert.ThrowsAsync<IOException>(() => writing.WaitAsync(TimeSpan.FromSeconds(10), Ct));
        Assert.False(wire.TrySend(Said(2)));
        await Assert.ThrowsAsync<IOException>(() => wire.WriteAsync(Said(3).Bytes, Ct).AsTask());
    }

    private static SharedFrame Said(int number) => new("Notice", new Notice($"~{number}~" + new string('x', 900)));

    private static async Task Until(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(5, Ct);
        }
    }

    /// <summary>With SignalR's answer to the handshake behind it.</summary>
    private async Task<Wire> Open(bool plain)
    {
        var wire = Laid(plain);
        await wire.WriteAsync(Greeting, Ct);
        await Read(Greeting.Length);
        return wire;
    }

    private Wire Laid(bool plain)
    {
        var stream = new NetworkStream(_here);
        _here.Blocking = !plain;
        return new Wire(stream, plain ? _here : null, _time);
    }

    private async Task<byte[]> Read(int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            read += await _there.ReceiveAsync(bytes.AsMemory(read), SocketFlags.None, Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Ct);
        }

        return bytes;
    }
}

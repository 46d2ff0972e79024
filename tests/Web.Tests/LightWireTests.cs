using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Webinars.LoadTests.Attendees;

namespace Webinars.Web.Tests;

/// <summary>However the bytes of a room are cut into frames and segments, the load tests' attendee hears the same.</summary>
public sealed class LightWireTests : IAsyncDisposable
{
    private const char End = '\u001e';
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly TcpListener _door = new(IPAddress.Loopback, 0);
    private readonly BlockingCollection<(HubRecord Record, string Json, bool Repaired)> _heard = [];
    private readonly Attendee _attendee;
    private readonly Task _entering;
    private readonly Socket _server;

    public LightWireTests()
    {
        _door.Start();
        _attendee = new Attendee(resumes: true, (record, json, _, repaired) => _heard.Add((record, Encoding.UTF8.GetString(json), repaired)));
        _entering = _attendee.Enter(new Uri($"ws://localhost:{((IPEndPoint)_door.LocalEndpoint).Port}/hub"), CancellationToken.None);
        _server = _door.AcceptSocket();
        _server.ReceiveTimeout = (int)Limit.TotalMilliseconds;
        _server.NoDelay = true;
        Hear("\r\n\r\n");
        _server.Send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"u8);
        Hear("\"protocol\"");
        _server.Send(Whole($"{{}}{End}"));
        Hear("\"Resume\"");
    }

    [Fact]
    public async Task In_single_bytes()
    {
        foreach (var one in Bytes(Whole(Resumed(3, "")), Whole(Frame(3, 4)), Whole(Frame(4, 5))))
        {
            _server.Send([one]);
        }

        await Hears((0, 3), (3, 4), (4, 5));
    }

    [Fact]
    public async Task Several_at_once_and_a_frame_cut_in_two()
    {
        var all = Bytes(Whole(Resumed(3, "")), Whole(Frame(3, 4) + Frame(4, 5)), Whole(Frame(5, 6)));
        _server.Send(all.AsSpan(..^20));
        await Task.Delay(50, TestContext.Current.CancellationToken);
        _server.Send(all.AsSpan(^20..));

        await Hears((0, 3), (3, 4), (4, 5), (5, 6));
    }

    [Fact]
    public async Task A_record_in_several_frames_with_a_ping_between()
    {
        var record = Encoding.UTF8.GetBytes(Frame(3, 4));
        _server.Send(Bytes(Whole(Resumed(3, "")), Piece(0x01, record.AsSpan(..30)), Piece(0x89, "hello"u8), Piece(0x00, record.AsSpan(30..40)), Piece(0x80, record.AsSpan(40..))));

        await Hears((0, 3), (3, 4));
        Hear("hello");
    }

    [Fact]
    public async Task A_snapshot_larger_than_any_buffer()
    {
        _server.Send(Bytes(Whole(Resumed(3, new string('x', 700_000))), Whole(Frame(3, 4))));

        await Hears((0, 3), (3, 4));
        Assert.True(_attendee.Bytes > 700_000);
    }

    [Fact]
    public async Task A_gap_is_resumed_from_where_it_stands()
    {
        _server.Send(Bytes(Whole(Resumed(3, "")), Whole(Frame(3, 4)), Whole(Frame(6, 7))));
        Hear("[4,\"e1\"]");
        _server.Send(Bytes(Whole(Resumed(7, "")), Whole(Frame(7, 8))));

        await Hears((0, 3), (3, 4), (0, 7), (7, 8));
        Assert.Equal(1, _attendee.Gaps);
    }

    [Fact]
    public async Task A_ping_of_the_hub_is_answered_and_a_call_ends_with_the_connection()
    {
        _server.Send(Bytes(Whole(Resumed(3, "")), Whole($"{{\"type\":6}}{End}")));
        await Hears((0, 3));
        Hear("{\"type\":6}");

        var call = _attendee.Call("PostMessage", "c", "text");
        Hear("PostMessage");
        _server.Close();
        Assert.Equal("cut-off", (await call.WaitAsync(Limit, TestContext.Current.CancellationToken)).Refusal);
        Assert.True(_attendee.IsCutOff);
    }

    public async ValueTask DisposeAsync()
    {
        await _attendee.DisposeAsync();
        _server.Dispose();
        _door.Dispose();
        _heard.Dispose();
    }

    private static string Frame(long from, long to) =>
        $$$"""{"type":1,"target":"Frame","arguments":[{"epoch":"e1","from":{{{from}}},"to":{{{to}}},"events":[{"type":"messagePosted","position":{{{to}}},"text":"~1~{{{to}}}~77~ and more"}]}]}""" + End;

    private static string Resumed(long position, string snapshot) =>
        $$$"""{"type":3,"invocationId":"resume","result":{"epoch":"e1","position":{{{position}}},"snapshot":"{{{snapshot}}}"}}""" + End;

    private static byte[] Whole(string records) => Piece(0x81, Encoding.UTF8.GetBytes(records));

    private static byte[] Piece(byte first, ReadOnlySpan<byte> payload)
    {
        byte[] header = [first, (byte)(payload.Length < 126 ? payload.Length : payload.Length < 65_536 ? 126 : 127), .. new byte[payload.Length < 126 ? 0 : payload.Length < 65_536 ? 2 : 8]];
        if (header.Length == 4)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)payload.Length);
        }
        else if (header.Length == 10)
        {
            BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(2), payload.Length);
        }

        return [.. header, .. payload];
    }

    private static byte[] Bytes(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    /// <summary>These frames, or answers to Resume (from 0), in this order and nothing else; and what was said in each frame.</summary>
    private async Task Hears(params (long From, long To)[] expected)
    {
        foreach (var (from, to) in expected)
        {
            Assert.True(_heard.TryTake(out var heard, Limit), $"{from} to {to} did not come.");
            Assert.Equal((from, to, from == 0), (heard.Record.From, heard.Record.To, heard.Repaired));
            Assert.Equal(from == 0 ? [] : [new Spoken(1, (int)to, 77)], heard.Record.Spoken);
            Assert.Equal(from == 0 ? heard.Json : Frame(from, to).TrimEnd(End), heard.Json);
        }

        await _entering.WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.Empty(_heard);
    }

    /// <summary>Reads what the attendee says until this was in it.</summary>
    private void Hear(string expected)
    {
        var said = new StringBuilder();
        var buffer = new byte[4_096];
        while (!said.ToString().Contains(expected, StringComparison.Ordinal))
        {
            var count = _server.Receive(buffer);
            Assert.True(count > 0, $"It left without saying {expected}.");
            said.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }
    }
}

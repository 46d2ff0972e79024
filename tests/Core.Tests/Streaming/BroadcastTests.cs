using Webinars.Nodes;
using Webinars.People;
using Webinars.Streaming.Broadcasting;

namespace Webinars.Core.Tests.Streaming;

public sealed class BroadcastTests
{
    private readonly House _house = new();

    [Theory]
    [InlineData("video/webm;codecs=h264,opus", BroadcastContainer.Matroska, true)]
    [InlineData("video/x-matroska; codecs=avc1,opus", BroadcastContainer.Matroska, true)]
    [InlineData("video/mp4;codecs=\"avc1.42E01E, mp4a.40.2\"", BroadcastContainer.Mp4, true)]
    [InlineData("VIDEO/WEBM;CODECS=H264", BroadcastContainer.Matroska, true)]
    [InlineData("video/webm;codecs=vp8,opus", BroadcastContainer.Matroska, false)]
    [InlineData("video/mp4", BroadcastContainer.Mp4, false)]
    public void A_format_is_read_as_recorders_say_it(string mime, BroadcastContainer container, bool h264) =>
        Assert.Equal(new BroadcastFormat(container, h264), BroadcastFormat.Parse(mime));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("h264")]
    [InlineData("audio/webm;codecs=opus")]
    [InlineData("application/vnd.apple.mpegurl")]
    public void What_is_no_recording_of_a_picture_is_not_taken(string? mime) => Assert.Null(BroadcastFormat.Parse(mime));

    [Fact]
    public void A_recording_is_known_by_its_first_bytes()
    {
        var matroska = BroadcastFormat.Parse("video/webm")!;
        var mp4 = BroadcastFormat.Parse("video/mp4")!;
        byte[] ebml = [0x1A, 0x45, 0xDF, 0xA3, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] ftyp = [0, 0, 0, 28, .. "ftypisom"u8];
        Assert.True(matroska.BeginsWith(ebml) && mp4.BeginsWith(ftyp));
        Assert.False(matroska.BeginsWith(ftyp) || mp4.BeginsWith(ebml) || matroska.BeginsWith([]) || mp4.BeginsWith("ftyp"u8));
    }

    [Fact]
    public async Task Of_many_beginnings_at_once_the_vendor_never_sees_two()
    {
        var relay = new RelayInMemory();
        var open = Open(relay);
        var webinar = await _house.Provisioned();
        var format = BroadcastFormat.Parse("video/webm")!;
        const int Hosts = 50;
        var (gone, alone) = (0, new TaskCompletionSource());
        var sent = await Task.WhenAll(Enumerable.Range(0, Hosts).Select(_ => Task.Run(async () =>
        {
            try
            {
                await using var broadcast = await open.Run(webinar.Id, _house.Host, format, TestContext.Current.CancellationToken);
                await Task.WhenAny(broadcast.TakenOver, alone.Task);
                return broadcast.TakenOver.IsCompleted ? Gone("taken over") : "last";
            }
            catch (RefusedException refused)
            {
                return Gone(refused.Refusal.Code);
            }
        })));
        Assert.Equal(1, relay.MostAtOnce);
        Assert.Single(sent, one => one == "last");
        Assert.All(sent, one => Assert.Contains(one, new[] { "last", "taken over", "taken-over" }));

        string Gone(string how)
        {
            if (Interlocked.Increment(ref gone) == Hosts - 1)
            {
                alone.SetResult();
            }

            return how;
        }
    }

    [Fact]
    public async Task A_webinar_that_is_over_and_a_relay_that_cannot_are_refused_and_a_guest_too()
    {
        var format = BroadcastFormat.Parse("video/webm")!;
        var webinar = await _house.Provisioned();
        Assert.Equal(Refusal.NoBroadcast, await Refused.With(() => Open(new RelayInMemory { Can = false }).Run(webinar.Id, _house.Host, format, default)));
        Assert.Equal(Refusal.NotAllowed, await Refused.With(() => Open(new RelayInMemory()).Run(webinar.Id, _house.Guest, format, default)));
        Assert.Equal(Refusal.WrongState, await Refused.With(async () => await Open(new RelayInMemory()).Run((await _house.Ended()).Id, _house.Host, format, default)));
    }

    [Fact]
    public async Task One_host_does_not_take_everybodys_places()
    {
        var open = Open(new RelayInMemory());
        var format = BroadcastFormat.Parse("video/webm")!;
        var webinars = new List<Guid>();
        for (var i = 0; i < OpenBroadcast.MostOfOneHost + 1; i++)
        {
            webinars.Add((await _house.Provisioned()).Id);
        }

        var first = await open.Run(webinars[0], _house.Host, format, default);
        for (var i = 1; i < OpenBroadcast.MostOfOneHost; i++)
        {
            await open.Run(webinars[i], _house.Host, format, default);
        }

        Assert.Equal(Refusal.Busy, await Refused.With(() => open.Run(webinars[^1], _house.Host, format, default)));

        await first.DisposeAsync();
        await open.Run(webinars[^1], _house.Host, format, default);
    }

    private OpenBroadcast Open(IBroadcastRelay relay) =>
        new(_house.Webinars, _house.Provision, new RecognisePerson(new PersonStore(_house.Store), new EndedSessions(_house.Store), null!), relay,
            new AirTime(_house.Store, new ThisNode(Alone: true), new OnlyNode(), _house.Time));

    /// <summary>Sends nowhere, and counts.</summary>
    private sealed class RelayInMemory : IBroadcastRelay
    {
        private int _open;
        private int _most;

        public bool Can { get; init; } = true;

        public int MostAtOnce => _most;

        public bool CanSendTo(string ingestUrl) => Can;

        public IBroadcastPipe? Open(string ingestUrl, string streamKey, BroadcastFormat format)
        {
            var open = Interlocked.Increment(ref _open);
            InterlockedMax(ref _most, open);
            return new Pipe(this);
        }

        private static void InterlockedMax(ref int most, int now)
        {
            for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most))
            {
                Interlocked.CompareExchange(ref most, now, seen);
            }
        }

        private sealed class Pipe(RelayInMemory relay) : IBroadcastPipe
        {
            public Task<BroadcastEnd> Ended { get; } = Task.FromResult(BroadcastEnd.Finished);

            public Task Write(ReadOnlyMemory<byte> piece) => Task.CompletedTask;

            public void Abort()
            {
            }

            public async ValueTask DisposeAsync()
            {
                await Task.Yield();
                Interlocked.Decrement(ref relay._open);
            }
        }
    }
}

using System.Net.Sockets;
using Webinars.Adapters.Tests.Sandbox.Ingest;
using Webinars.Sandbox.Mux.Ingest;
using Webinars.Sandbox.Mux.Rtmp;

namespace Webinars.Adapters.Tests.Sandbox.Rtmp;

/// <summary>Hostile bytes cost their sender the connection, and nobody anything else.</summary>
public sealed class RtmpFuzzTests(ITestOutputHelper output)
{
    private const int Cases = 20_000;
    private static readonly byte[] Good = ClientBytes.WholeVisit();

    [Fact]
    public async Task No_bytes_bring_anything_but_an_end_and_memory_is_only_taken_for_what_came()
    {
        var endings = new Dictionary<string, int>();
        var dearest = 0L;
        await VisitAsync(Good, -1); // What is taken once for all.
        for (var seed = 0; seed < Cases; seed++)
        {
            var bytes = Mutate(new Random(seed));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var ending = await VisitAsync(bytes, seed);
            dearest = Math.Max(dearest, GC.GetAllocatedBytesForCurrentThread() - before - 16 * bytes.Length);
            endings[ending] = endings.GetValueOrDefault(ending) + 1;
        }

        foreach (var (ending, count) in endings.OrderByDescending(x => x.Value))
        {
            output.WriteLine($"{count,6} × {ending}");
        }

        output.WriteLine($"the dearest took {dearest:N0} bytes more than 16 for each that was sent");
        Assert.True(endings.Count > 8, "The mutations reach too little of the code");
        Assert.InRange(dearest, long.MinValue, 1024 * 1024);
    }

    [Fact]
    public async Task After_hundreds_of_hostile_connections_a_good_one_is_taken()
    {
        Stage.NeedFfmpeg();
        await using var mux = await MuxTestHost.StartIngestAsync();
        var (live, key) = await mux.StreamAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (seed, cancellation) =>
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", mux.Options.Ingest.Port!.Value, cancellation);
            var stream = client.GetStream();
            try
            {
                await stream.WriteAsync(Mutate(new Random(seed)), cancellation);
                client.Client.Shutdown(SocketShutdown.Send);
                var answer = new byte[64 * 1024];
                while (await stream.ReadAsync(answer, cancellation) > 0)
                {
                }
            }
            catch (Exception end) when (end is IOException or SocketException)
            {
                // Cut off in the middle of its bytes.
            }
        });
        await using var encoder = Encoder.Send(mux.Server(), key);
        await mux.SegmentsAsync(live, 2);
    }

    private static async Task<string> VisitAsync(byte[] bytes, int seed)
    {
        var wire = new Wire(bytes);
        await using var connection = new RtmpConnection(wire, "app");
        try
        {
            if (await connection.ReadPublishAsync(CancellationToken.None) is not { } key)
            {
                return "left without publishing";
            }

            await connection.AcceptAsync(CancellationToken.None);
            var opening = new Opening();
            while (await connection.ReadMediaAsync(CancellationToken.None) is { } message)
            {
                if (opening.Take(message))
                {
                    Assert.StartsWith("avc1.", opening.Describe("x").Codecs, StringComparison.Ordinal);
                }
            }

            return "published and left";
        }
        catch (Exception end) when (end is RtmpException or EndOfStreamException)
        {
            return end.Message;
        }
        catch (Exception other)
        {
            throw new InvalidOperationException($"Case {seed}", other);
        }
    }

    /// <summary>Mostly a good visit with some bytes changed, left out, doubled or put in; sometimes nothing but noise.</summary>
    private static byte[] Mutate(Random random)
    {
        if (random.Next(10) == 0)
        {
            var noise = new byte[random.Next(8000)];
            random.NextBytes(noise);
            return random.Next(2) == 0 ? noise : [.. Good[..(1 + 1536 + 1536)], .. noise];
        }

        var bytes = Good.ToList();
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            // What comes after the handshake is where most can go wrong.
            var at = random.Next(8) == 0 ? random.Next(bytes.Count) : Math.Min(bytes.Count - 1, 3073 + random.Next(Math.Max(1, bytes.Count - 3073 - 8900)));
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)(random.Next(3) switch { 0 => 0, 1 => 255, _ => random.Next(256) });
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at - 1));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at)));
                    break;
                default:
                    bytes.InsertRange(at, Enumerable.Range(0, random.Next(1, 8)).Select(_ => (byte)random.Next(256)).ToList());
                    break;
            }
        }

        return [.. bytes];
    }
}

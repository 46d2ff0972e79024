using System.Diagnostics;
using Webinars.Storage;
using Webinars.Telemetry;

namespace Webinars.Core.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public void While_nobody_listens_it_costs_no_memory()
    {
        var causes = new Causes();
        Once(causes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Once(causes);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Causes_are_taken_once_up_to_a_position_and_only_so_many_wait()
    {
        var causes = new Causes();
        var (one, other) = (Any(), Any());
        causes.Add(1, one);
        causes.Add(2, default);
        causes.Add(3, other);
        Assert.Equal([one], causes.Take(2));
        Assert.Empty(causes.Take(2));
        Assert.Equal([other], causes.Take(3));
        for (var i = 0; i < 1_000; i++)
        {
            causes.Add(i, one);
        }

        Assert.Equal(100, causes.Take(1_000).Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00-nonsense")]
    public void What_another_node_carried_and_cannot_be_read_is_no_cause(string? carried) => Assert.Equal(default, Traces.Read(carried));

    [Fact]
    public async Task An_expected_no_of_the_store_is_no_failure_of_it_and_another_is()
    {
        var failures = 0L;
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "webinars.store.failures")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref failures, count));
        listener.Start();
        var store = new MeasuredStore(new MemoryStore());
        await store.Commit(new Batch(new Put("thing", "a", "{}", 0)), default);
        await Assert.ThrowsAsync<StaleDocumentException>(() => store.Commit(new Batch(new Put("thing", "a", "{}", 0)), default));
        Assert.Equal(0, Interlocked.Read(ref failures));

        await Assert.ThrowsAsync<NullReferenceException>(() => store.Commit((Batch)null!, default));
        Assert.Equal(1, Interlocked.Read(ref failures));
    }

    /// <summary>What a frame, a turn and an action do.</summary>
    private static void Once(Causes causes)
    {
        causes.Add(1, Traces.Here);
        using var turn = Traces.Caused("room.frame", causes.Take(1));
        using var part = Traces.Part("store.commit");
        Instruments.FrameDelay.Record(0.1);
        Instruments.Acks.Record(0.1);
        Instruments.Actions.Add(1);
        _ = Traces.Carried;
    }

    private static ActivityContext Any() => new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
}

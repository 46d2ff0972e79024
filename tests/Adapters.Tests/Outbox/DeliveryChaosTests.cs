using System.Diagnostics;
using Webinars.KillTest;
using Webinars.Adapters.Tests.Store;
using Webinars.Outbox;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Outbox;

/// <summary>Workers are killed while they bring letters to a mail service that fails in every way it can. WEBINARS_LONG=1: five times as much.</summary>
public sealed class DeliveryChaosTests(ITestOutputHelper output)
{
    private const int PerSecond = 20;
    private static readonly int Times = Environment.GetEnvironmentVariable("WEBINARS_LONG") == "1" ? 5 : 1;
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task Every_letter_that_is_right_arrives_once_and_those_that_are_wrong_are_dead_whoever_is_killed_and_whatever_fails()
    {
        var (many, kills, seed) = (400 * Times, 14 * Times, Environment.TickCount);
        var random = new Random(seed);
        using var folder = new TestFolder();
        await using var mail = await MailUnderFire.Start(null);
        var killed = 0;
        await Queue(folder.Path, many);
        for (var round = 0; round < kills; round++)
        {
            mail.Break(round);
            if (round == kills / 2)
            {
                await Queue(folder.Path, many);
            }

            // Every other time in the moment between "sent" and "noted", else whenever it is.
            killed += await RunAndKill(folder.Path, mail, random, atTaken: round % 2 == 0) ? 1 : 0;
        }

        mail.Mend();
        using var last = Start(folder.Path, mail);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2 * Times));
        await last.WaitForExitAsync(limit.Token);
        Assert.Equal(0, last.ExitCode);

        var asked = mail.Calls.ToList();
        var twice = asked.Where(call => call.Status is 200).GroupBy(call => call.Key).Sum(key => key.Count() - 1);
        output.WriteLine($"seed {seed}: {many} letters, {killed} kills, {asked.Count} calls, {string.Join(", ", asked.GroupBy(call => call.Status).OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Count()}"))}; {twice} answered a second time; fullest second {mail.Fullest()} of {PerSecond}");
        Assert.True(killed >= kills * 3 / 4, $"{killed} of {kills} were killed: the others had nothing to do any more.");
        Assert.Equal(Addresses(many).Where(IsRight).Order(), mail.Letters.Select(letter => letter.To.Single()).Order());
        Assert.InRange(mail.Fullest(), 1, PerSecond);
        await Check(folder.Path, many);
    }

    private static IEnumerable<string> Addresses(int many) => Enumerable.Range(0, many).Select(i => i % 50 == 7 ? $"nobody{i:0000}" : $"p{i:0000}@example.com");

    private static bool IsRight(string address) => address.Contains('@', StringComparison.Ordinal);

    private static async Task Queue(string folder, int many)
    {
        await using var store = KillTest.Rooms.Open(folder);
        var now = DateTimeOffset.UtcNow;
        await store.Commit(new Batch([], [.. Addresses(many).Select((address, i) => new NewDelivery($"mail/{i:0000}", Mailing.Kinds[i % 2], address, now))]), Ct);
    }

    private static Process Start(string folder, MailUnderFire mail)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Webinars.KillTest.dll"), "--deliver", folder]);
        foreach (var (name, value) in mail.Settings.Append(new("Resend:RequestsPerSecond", $"{PerSecond}")))
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return Process.Start(start)!;
    }

    /// <returns>False when it had ended before, because nothing was left to do.</returns>
    private static async Task<bool> RunAndKill(string folder, MailUnderFire mail, Random random, bool atTaken)
    {
        var letters = atTaken ? random.Next(1, 20) : int.MaxValue;
        using var child = Start(folder, mail);
        mail.Taken = () =>
        {
            if (Interlocked.Decrement(ref letters) == 0)
            {
                Kill(child);
            }
        };
        using var timer = new Timer(_ => Kill(child), null, atTaken ? 6_000 : random.Next(300, 2_500), Timeout.Infinite);
        await child.WaitForExitAsync(Ct);
        mail.Taken = () => { };
        const int Killed = 128 + 9;
        Assert.Contains(child.ExitCode, new[] { 0, Killed });
        return child.ExitCode == Killed;
    }

    private static void Kill(Process child)
    {
        try
        {
            child.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    private static async Task Check(string folder, int many)
    {
        await using var store = KillTest.Rooms.Open(folder);
        var deliveries = new DeliveryStore(store);
        Assert.Empty(await store.Queues(DateTimeOffset.MaxValue, 1, Ct));
        var dead = await deliveries.FindDead(null, many, Ct);
        Assert.All(dead, one => Assert.Equal("rejected-422", one.Problem));
        Assert.Equal(Addresses(many).Where(address => !IsRight(address)).Order(), dead.Select(one => one.Json).Order());
        foreach (var (address, i) in Addresses(many).Select((address, i) => (address, i)).Where(one => IsRight(one.address)))
        {
            var one = await deliveries.Get($"mail/{i:0000}", Ct);
            Assert.Equal((DeliveryState.Sent, null, null), (one!.State, one.Parcel, one.Problem));
            Assert.Equal(1, (await store.Get(Mailing.Left, one.Key, Ct))!.Version);
        }
    }
}

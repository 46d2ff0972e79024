namespace Webinars.Adapters.Tests.Presence;

/// <summary>People come and go on three nodes by chance, with several tabs and on several nodes, while nodes die and come and Redis is emptied, killed and frozen: at the end every node sees what is true.</summary>
public class PresenceModelTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whatever_happens_all_see_the_same_in_the_end(int seed)
    {
        var chance = new Random(seed);
        await using var nodes = await Nodes.Started(3);
        for (var step = 0; step < 60; step++)
        {
            var (node, from, count) = (chance.Next(3), chance.Next(300), chance.Next(40));
            switch (chance.Next(20))
            {
                case < 9:
                    nodes.Join(node, from, count);
                    break;
                case < 16:
                    nodes.Leave(node, from, count);
                    break;
                case 16:
                    await nodes.Redis.Say("flushall");
                    break;
                case 17:
                    await nodes.Redis.Kill();
                    nodes.Join(node, from, count);
                    await nodes.Redis.Start();
                    break;
                case 18:
                    await nodes.Redis.Freeze();
                    await Task.Delay(600, TestContext.Current.CancellationToken);
                    nodes.Leave(node, from, count);
                    await nodes.Redis.Thaw();
                    break;
                default:
                    var gone = nodes[0];
                    nodes.All.RemoveAt(0);
                    await (chance.Next(2) == 0 ? gone.Die() : new ValueTask(gone.Stop()));
                    await gone.DisposeAsync();
                    await nodes.Add();
                    break;
            }

            await Task.Delay(chance.Next(60), TestContext.Current.CancellationToken);
        }

        var model = nodes.All.SelectMany(node => node.People.Here()).Distinct().Order().ToList();
        await nodes.Until(() => nodes.All.All(node => !node.People.IsApproximate && node.People.ByName.Select(one => one.Who.Id).Order().SequenceEqual(model)));
        Assert.All(nodes.All, node => Assert.Equal(nodes[0].Names(), node.Names()));
        output.WriteLine($"{model.Count} people in the end");
    }
}

using System.Reflection;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Webinars.Core.Tests;
using Webinars.Storage;
using Webinars.Web.Together;

namespace Webinars.Web.Tests;

/// <summary>What is protected on one node is good on all: nodes as providers over one store.</summary>
public sealed class ProtectionTests : IDisposable
{
    private const string Purpose = "cookies";
    private readonly MemoryStore _store = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keys-");
    private readonly List<ServiceProvider> _nodes = [];

    public void Dispose()
    {
        _nodes.ForEach(node => node.Dispose());
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_one_node_protects_the_others_read(bool alone)
    {
        var (here, there) = (Node(alone), Node(alone));
        Assert.Equal("Ada", Protector(there).Unprotect(Protector(here).Protect("Ada")));
        Assert.Equal("Bob", Protector(here).Unprotect(Protector(there).Protect("Bob")));
        Assert.Throws<CryptographicException>(() => Protector(there, "letters").Unprotect(Protector(here).Protect("Ada")));
    }

    [Fact]
    public async Task Keys_lie_in_the_store_and_nowhere_else()
    {
        Protector(Node()).Protect("Ada");
        Assert.Equal(1, await _store.Count(ProtectionKeys.Kind, "name", "", TimeKey.End, default));
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void Keys_of_an_installation_that_kept_them_in_files_are_taken_over_at_the_first_start()
    {
        string cookie;
        using (var before = new ServiceCollection().AddDataProtection().SetApplicationName("Webinars").PersistKeysToFileSystem(_folder).Services.BuildServiceProvider())
        {
            cookie = Protector(before).Protect("Ada");
        }

        Assert.Equal("Ada", Protector(Node()).Unprotect(cookie));

        // From then on the store is the truth: what lies in the folder is not looked at.
        Array.ForEach(_folder.GetFiles(), file => file.Delete());
        Assert.Equal("Ada", Protector(Node()).Unprotect(cookie));
        File.WriteAllText(Path.Combine(_folder.FullName, "key-strange.xml"), "<key id=\"strange\" />");
        Assert.Equal("Ada", Protector(Node()).Unprotect(cookie));
    }

    [Fact]
    public void A_key_that_another_node_has_made_this_minute_is_found_when_it_is_met()
    {
        var (here, there) = (Node(), Node());
        var before = Protector(here).Protect("Ada");
        Assert.Equal("Ada", Protector(there).Unprotect(before));
        LongRunning(there);

        // All keys are taken back on one node, which makes a new one.
        here.GetRequiredService<IKeyManager>().RevokeAllKeys(DateTimeOffset.UtcNow, "test");
        Assert.True(here.GetRequiredService<SharedKeyRing>().Refresh(here.GetRequiredService<IKeyRingProvider>()));
        Assert.Equal("Bob", Protector(there).Unprotect(Protector(here).Protect("Bob")));
    }

    [Fact]
    public async Task All_who_come_with_it_at_once_are_let_in_not_the_first_alone()
    {
        var (here, there) = (Node(), Node());
        Assert.Equal("Ada", Protector(there).Unprotect(Protector(here).Protect("Ada")));
        LongRunning(there);
        here.GetRequiredService<IKeyManager>().RevokeAllKeys(DateTimeOffset.UtcNow, "test");
        Assert.True(here.GetRequiredService<SharedKeyRing>().Refresh(here.GetRequiredService<IKeyRingProvider>()));
        var cookie = Protector(here).Protect("Bob");
        using var together = new Barrier(8);
        var read = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                return Protector(there).Unprotect(cookie);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        Assert.All(read, one => Assert.Equal("Bob", one));
    }

    [Fact]
    public void Without_that_it_would_not_be_found()
    {
        var (here, there) = (Node(alone: true), Node(alone: true));
        Assert.Equal("Ada", Protector(there).Unprotect(Protector(here).Protect("Ada")));
        LongRunning(there);
        here.GetRequiredService<IKeyManager>().RevokeAllKeys(DateTimeOffset.UtcNow, "test");
        Assert.Throws<CryptographicException>(() => Protector(there).Unprotect(Protector(Node(alone: true)).Protect("Bob")));
    }

    [Fact]
    public async Task What_was_taken_back_on_one_node_is_worth_nothing_on_the_others_half_a_minute_later()
    {
        var (here, there) = (Node(), Node());
        var cookie = Protector(here).Protect("Ada");
        Assert.Equal("Ada", Protector(there).Unprotect(cookie));
        here.GetRequiredService<IKeyManager>().RevokeAllKeys(DateTimeOffset.UtcNow.AddSeconds(1), "test");
        Assert.Equal("Ada", Protector(there).Unprotect(cookie));
        _time.Advance(TimeSpan.FromSeconds(30));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Record.Exception(() => Protector(there).Unprotect(cookie)) is not CryptographicException)
        {
            await Task.Delay(20, limit.Token);
        }
    }

    [Fact]
    public void Who_sends_nonsense_again_and_again_makes_a_node_look_once_a_second()
    {
        var node = Node();
        Protector(node).Protect("Ada");
        var ring = node.GetRequiredService<IKeyRingProvider>();
        Nonsense();
        var before = ring.GetCurrentKeyRing();
        for (var i = 0; i < 100; i++)
        {
            Nonsense();
        }

        Assert.Same(before, ring.GetCurrentKeyRing());
        _time.Advance(TimeSpan.FromSeconds(1));
        Nonsense();
        Assert.NotSame(before, ring.GetCurrentKeyRing());

        void Nonsense() => Assert.Throws<CryptographicException>(() => Protector(node).Unprotect(new byte[100]));
    }

    [Fact]
    public async Task Two_that_take_over_or_store_the_same_leave_it_once()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "key-1.xml"), "<key id=\"1\"><secret>one</secret></key>");
        var all = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => new ProtectionKeys(_store, _folder).GetAllElements())));
        Assert.All(all, elements => Assert.Equal("one", Assert.Single(elements).Element("secret")!.Value));
        new ProtectionKeys(_store, _folder).StoreElement(XElement.Parse("<key id=\"2\" />"), "key-2");
        Assert.Equal(2, new ProtectionKeys(_store, _folder).GetAllElements().Count);
    }

    private static IDataProtector Protector(IServiceProvider node, string purpose = Purpose) => node.GetRequiredService<IDataProtectionProvider>().CreateProtector(purpose).CreateProtector("v1");

    /// <summary>In its first two minutes the framework itself looks for keys that it does not know.</summary>
    private static void LongRunning(IServiceProvider node)
    {
        var ring = node.GetRequiredService<IKeyRingProvider>();
        ring.GetType().GetProperty("AutoRefreshWindowEnd", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(ring, DateTime.UtcNow);
    }

    private ServiceProvider Node(bool alone = false)
    {
        var node = new ServiceCollection().AddSingleton<IStore>(_store).AddSingleton<TimeProvider>(_time).AddLogging().AddSharedProtection(_folder, alone).BuildServiceProvider();
        _nodes.Add(node);
        return node;
    }
}

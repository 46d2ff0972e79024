using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Webinars.Adapters.LiteDb;
using Webinars.Adapters.Tests.Resend;
using Webinars.Adapters.Tests.Sandbox;
using Webinars.Adapters.Tests.Store;
using Webinars.Mail;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Sequences;

/// <summary>In the file of the product, through the adapter, into the sandbox's inbox.</summary>
public sealed class SandboxSequenceTests : LetterSequences
{
    private readonly TestFolder _folder = new();
    private LiteDbStore _store = null!;
    private ResendApp _sandbox = null!;
    private ResendAdapter _resend = null!;

    protected override async Task<(IStore Store, IEmailService Mail, FakeTimeProvider Clock)> Open()
    {
        _store = new LiteDbStore(Options.Create(new LiteDbOptions { Path = _folder.Path }), NullLogger<LiteDbStore>.Instance);
        _sandbox = await ResendApp.Start();
        _resend = new ResendAdapter([.. _sandbox.Settings.Where(one => one.Key.StartsWith("Resend:", StringComparison.Ordinal)).Select(one => (one.Key, one.Value)), ("Resend:RequestsPerSecond", "1000")]);
        return (_store, _resend.Emails, _sandbox.Clock);
    }

    protected override async Task Close()
    {
        _resend.Dispose();
        await _sandbox.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private protected override async Task<IReadOnlyList<Arrived>> Letters()
    {
        var letters = new List<Arrived>();
        foreach (var one in (await _sandbox.Inbox()).EnumerateArray().Reverse())
        {
            var files = one.GetProperty("attachments");
            letters.Add(new Arrived(
                one.GetProperty("at").GetDateTimeOffset(),
                one.Text("to"),
                Enum.Parse<LetterKind>(one.GetProperty("tags").Text("letter")),
                one.Text("subject"),
                one.Text("text"),
                files.GetArrayLength() == 0 ? null : await _sandbox.Http.GetByteArrayAsync(files[0].Text("url"), ResendApp.Cancelled)));
        }

        return letters;
    }
}

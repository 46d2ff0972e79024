using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Webinars.Adapters.Postgres;
using Webinars.Adapters.Tests.Store;
using Webinars.Core.Tests;
using Webinars.Mail;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Sequences;

/// <summary>In the database of many nodes.</summary>
public sealed class PostgresSequenceTests(OnePostgres postgres) : LetterSequences
{
    private PostgresStore _store = null!;
    private Mailbox _mailbox = null!;

    protected override async Task<(IStore Store, IEmailService Mail, FakeTimeProvider Clock)> Open()
    {
        var clock = new FakeTimeProvider(House.Noon);
        _store = await PostgresStore.Open(await postgres.Place(), NullLogger.Instance, CancellationToken.None);
        _mailbox = new Mailbox(clock);
        return (_store, _mailbox, clock);
    }

    protected override async Task Close() => await _store.DisposeAsync();

    private protected override Task<IReadOnlyList<Arrived>> Letters() => Task.FromResult<IReadOnlyList<Arrived>>(_mailbox.Letters);
}

using Microsoft.Extensions.Time.Testing;
using Webinars.Core.Tests;
using Webinars.Mail;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Sequences;

/// <summary>In memory.</summary>
public sealed class LetterSequenceTests : LetterSequences
{
    private Mailbox _mailbox = null!;

    protected override Task<(IStore Store, IEmailService Mail, FakeTimeProvider Clock)> Open()
    {
        var clock = new FakeTimeProvider(House.Noon);
        _mailbox = new Mailbox(clock);
        return Task.FromResult<(IStore, IEmailService, FakeTimeProvider)>((new MemoryStore(), _mailbox, clock));
    }

    protected override Task Close() => Task.CompletedTask;

    private protected override Task<IReadOnlyList<Arrived>> Letters() => Task.FromResult<IReadOnlyList<Arrived>>(_mailbox.Letters);
}

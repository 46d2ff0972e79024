using Microsoft.Extensions.Time.Testing;
using Webinars.Core.Tests;
using Webinars.Mail;
using Webinars.Storage;

namespace Webinars.Adapters.Tests.Sequences;

/// <summary>Every letter that somebody gets from registering to the replay, in order and to the minute (docs/letters.md). The clock begins at 2027-03-01 12:00 UTC.</summary>
public abstract partial class LetterSequences : IAsyncLifetime
{
    private protected Post Post { get; private set; } = null!;

    /// <summary>A Thursday.</summary>
    private static DateTimeOffset Start { get; } = new(2027, 3, 4, 16, 0, 0, TimeSpan.Zero);

    public async ValueTask InitializeAsync()
    {
        var (store, mail, clock) = await Open();
        clock.Advance(House.Noon - clock.GetUtcNow());
        Post = new Post(store, mail, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await Post.DisposeAsync();
        await Close();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<(IStore Store, IEmailService Mail, FakeTimeProvider Clock)> Open();

    protected abstract Task Close();

    /// <summary>All that arrived, the oldest first.</summary>
    private protected abstract Task<IReadOnlyList<Arrived>> Letters();

    private static DateTimeOffset At(int day, int hour, int minute = 0) => new(2027, 3, day, hour, minute, 0, TimeSpan.Zero);

    private async Task<IReadOnlyList<Arrived>> LettersOf(string name) => [.. (await Letters()).Where(one => one.To == Post.Address(name))];

    private async Task Got(string name, params string[] letters) => Assert.Equal(letters, (await LettersOf(name)).Select(one => $"{one}"));
}

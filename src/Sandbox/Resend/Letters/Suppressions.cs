namespace Webinars.Sandbox.Resend.Letters;

/// <summary>Addresses that nothing is sent to any more, as Resend keeps them after a permanent bounce or a complaint; <c>resend-suppressions.json</c>.</summary>
public sealed class Suppressions
{
    /// <summary>By the bare address in small letters.</summary>
    public Dictionary<string, Suppressed> Addresses { get; init; } = [];

    public bool Holds(string address) => Addresses.ContainsKey(Key(address));

    /// <summary>The vendor's own addresses for tests are never put there: each does the same every time.</summary>
    public void Add(string address, string reason, DateTimeOffset at)
    {
        if (!LetterLife.IsForTests(Mailbox.Bare(address)))
        {
            Addresses.TryAdd(Key(address), new Suppressed(reason, at));
        }
    }

    public bool Remove(string address) => Addresses.Remove(Key(address));

    private static string Key(string address) => Mailbox.Bare(address).ToLowerInvariant();
}

/// <param name="Reason"><c>bounced</c> or <c>complained</c>.</param>
public sealed record Suppressed(string Reason, DateTimeOffset At);

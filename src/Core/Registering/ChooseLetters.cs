using Webinars.Storage;

namespace Webinars.Registering;

/// <summary>Stops the letters that nobody asked for, or lets them come again. Said again it changes nothing.</summary>
public sealed class ChooseLetters(RegistrationStore registrations, IStore store)
{
    public Task Run(Guid registration, bool unsubscribed, CancellationToken ct) => Retry.WhenStale(async () =>
    {
        if (await registrations.Get(registration, ct) is { } one && one.Unsubscribed != unsubscribed)
        {
            await store.Commit(new Batch(RegistrationStore.ToPut(one with { Unsubscribed = unsubscribed })), ct);
        }

        return true;
    });
}

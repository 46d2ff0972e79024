using Webinars.Storage;

namespace Webinars.Rooms.Guests;

/// <summary>Bound devices as documents, one for each registration whose link was used.</summary>
public sealed class BoundDeviceStore(IStore store)
{
    private const string Kind = "devices";

    public async Task<BoundDevices> Get(Guid registration, CancellationToken ct) => await store.Get(Kind, registration.ToString(), ct) is { } document
        ? document.Read<BoundDevices>()! with { Version = document.Version }
        : new BoundDevices(registration);

    public static Put ToPut(BoundDevices devices) => StoredJson.Put(Kind, devices.Registration.ToString(), devices, devices.Version, []);
}

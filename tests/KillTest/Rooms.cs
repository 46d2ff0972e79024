using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Webinars.Adapters.LiteDb;

namespace Webinars.KillTest;

public static class Rooms
{
    public static readonly Guid[] All = [.. Enumerable.Range(1, 4).Select(i => new Guid(i, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]))];

    public static LiteDbStore Open(string folder) =>
        new(Options.Create(new LiteDbOptions { Path = folder }), NullLogger<LiteDbStore>.Instance);
}

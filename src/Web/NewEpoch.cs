using Webinars.Adapters.LiteDb;
using Webinars.Adapters.Postgres;

namespace Webinars.Web;

/// <summary><c>new-epoch</c>: after an older copy of the data was put in place, browsers must not trust the positions that they hold.</summary>
internal static class NewEpoch
{
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(IConfiguration configuration)
    {
        try
        {
            var rooms = configuration.PostgresStore() is { } postgres ? await NewEpochs.Give(postgres, CancellationToken.None) : LiteDbStore.NewEpochs(configuration.DataFolder());
            Console.WriteLine($"{rooms} rooms have a new epoch.");
            return 0;
        }
        catch (Exception error) when (error is StoreInUseException or StoreUnavailableException or IOException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}

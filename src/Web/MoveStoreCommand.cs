using Webinars.Adapters.LiteDb;
using Webinars.Adapters.Postgres;
using Webinars.Adapters.Postgres.Moving;

namespace Webinars.Web;

/// <summary><c>move-store</c>: the file of <c>Store:Path</c> into the database of <c>ConnectionStrings:Postgres</c>.</summary>
internal static class MoveStoreCommand
{
    /// <returns>The process's exit code.</returns>
    public static async Task<int> Run(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("Postgres") is not { } postgres)
        {
            Console.Error.WriteLine("The setting ConnectionStrings:Postgres is missing: where to move to.");
            return 1;
        }

        try
        {
            using var file = new LiteDbRows(configuration.DataFolder());
            await MoveStore.Run(file, postgres, Console.WriteLine, CancellationToken.None);
        }
        catch (Exception error) when (error is StoreInUseException or StoreUnavailableException or IOException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }

        Console.WriteLine("Everything is there. Set Store:Kind to Postgres, and put webinars.db away as a backup.");
        return 0;
    }
}

using Webinars.Adapters.LiteDb;

namespace Webinars.Web;

/// <summary><c>new-epoch</c>: after an older copy of the data was put in place, browsers must not trust the positions that they hold.</summary>
internal static class NewEpoch
{
    /// <returns>The exit code.</returns>
    public static int Run(IConfiguration configuration)
    {
        if (configuration.PostgresStore() is not null)
        {
            Console.Error.WriteLine("In PostgreSQL new-epoch is one statement: docs/operations.md, \"Backup and restore\".");
            return 1;
        }

        try
        {
            Console.WriteLine($"{LiteDbStore.NewEpochs(configuration.DataFolder())} rooms have a new epoch.");
            return 0;
        }
        catch (Exception error) when (error is StoreInUseException or IOException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}

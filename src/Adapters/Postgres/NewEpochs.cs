using Npgsql;

namespace Webinars.Adapters.Postgres;

/// <summary>Gives every room a new epoch: after an older copy was put in place, positions were given out that it does not know.</summary>
public static class NewEpochs
{
    /// <returns>How many rooms there are.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot be used.</exception>
    public static async Task<int> Give(string connectionString, CancellationToken ct)
    {
        await using var database = new Database(connectionString);
        await Schema.Settle(database, new StoreStart().Patience, isMove: false, ct);
        await using var connection = await database.Open(ct);
        await using var command = new NpgsqlCommand("UPDATE room_head SET epoch = replace(gen_random_uuid()::text, '-', '') WHERE position > 0", connection);
        return await command.ExecuteNonQueryAsync(ct);
    }
}

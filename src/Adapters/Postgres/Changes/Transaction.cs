using Npgsql;

namespace Webinars.Adapters.Postgres.Changes;

/// <summary>One transaction on one connection: a batch that begins it and asks, maybe further questions, and a batch that saves and ends it.</summary>
internal sealed class Transaction(NpgsqlConnection connection)
{
    /// <summary>The server has answered; before that nothing can have happened.</summary>
    public bool HasBegun { get; private set; }

    /// <param name="batch">Begins with <see cref="Sql.Begin"/> when it is the first.</param>
    public async Task<NpgsqlDataReader> Ask(NpgsqlBatch batch)
    {
        var reader = await batch.ExecuteReaderAsync();
        HasBegun = true;
        return reader;
    }

    public NpgsqlBatch Batch() => new(connection);

    public NpgsqlBatch First() => Batch().Then(Sql.Begin);

    /// <summary>Everything of the batch, and the end of the transaction, in one round trip: durable when it returns.</summary>
    public Task Save(NpgsqlBatch batch) => batch.Then("COMMIT").ExecuteNonQueryAsync();

    /// <summary>Nothing of it is saved. Says nothing when the connection is gone: then the server has found out by itself.</summary>
    public async Task GiveUp()
    {
        if (connection.FullState is not System.Data.ConnectionState.Open)
        {
            return;
        }

        try
        {
            await using var rollback = new NpgsqlCommand("ROLLBACK", connection);
            await rollback.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            // The connection has broken meanwhile.
        }
    }
}

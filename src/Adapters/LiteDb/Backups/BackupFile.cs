using LiteDB;
using Webinars.Adapters.LiteDb.Pages;

namespace Webinars.Adapters.LiteDb.Backups;

/// <summary>A data file that was copied from a store that went on: it says so itself, and gets new epochs when it is opened in the store's place.</summary>
/// <remarks>Positions may have been given out that it does not know, and will be given out again for something else.</remarks>
internal static class BackupFile
{
    private const string Mark = "backup";

    public static bool IsOne(Database database) => database.Get(Ids.Marks, Mark) is not null;

    /// <summary>Copies the data file, which must stand still; the copy is opened, marked and closed before it gets its name.</summary>
    public static void Write(Database from, string path, LiteDbOptions options, CancellationToken ct)
    {
        var (partial, log) = (path + ".partial", path + ".log");
        File.Delete(log);
        try
        {
            using (var file = new FileStream(partial, FileMode.Create))
            {
                from.CopyTo(file, ct);
                file.Flush(flushToDisk: true);
            }

            using (var copy = new Database(new PageFile(partial), new PageFile(log), options))
            {
                var draft = new Draft(copy);
                draft.Set(Ids.Marks, Mark, []);
                copy.Save(draft);
                copy.Checkpoint();
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
            File.Delete(log);
        }
    }

    /// <summary>Gives every room a new epoch, all in one commit; the file is a backup no more.</summary>
    /// <returns>How many rooms there are.</returns>
    public static int Renew(Database database)
    {
        var draft = new Draft(database);
        var heads = database.Range(Ids.Heads, "", "\uffff", int.MaxValue);
        foreach (var head in heads)
        {
            draft.Set(Ids.Heads, head["_id"].AsString, new BsonDocument { ["e"] = Guid.NewGuid().ToString("n"), ["p"] = head["p"] });
        }

        draft.Remove(Ids.Marks, Mark);
        database.Save(draft);
        return heads.Count;
    }
}

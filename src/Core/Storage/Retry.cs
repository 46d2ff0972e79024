namespace Webinars.Storage;

/// <summary>Reads and decides again when somebody else was quicker.</summary>
public static class Retry
{
    private const int Attempts = 10;

    /// <summary>Runs the whole read–decide–save again after a stale document; for verbs to which any current version is right.</summary>
    public static async Task<T> WhenStale<T>(Func<Task<T>> readDecideSave, int attempts = Attempts)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await readDecideSave();
            }
            catch (StaleDocumentException) when (attempt < attempts)
            {
                // The winner has saved: the next read sees it.
            }
        }
    }
}

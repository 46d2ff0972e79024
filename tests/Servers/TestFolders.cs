namespace Webinars.Servers;

/// <summary>Folders of programs that were ended.</summary>
public static class TestFolders
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Removes it with all that is in it. What a killed program had started writes on for a moment: it is tried until nothing appears any more.</summary>
    public static void Remove(string folder)
    {
        for (var until = DateTime.UtcNow + Patience; ; Thread.Sleep(50))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (DateTime.UtcNow < until)
            {
            }
        }
    }
}

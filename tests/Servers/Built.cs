namespace Webinars.Servers;

/// <summary>What the build has made, and the project's own files.</summary>
public static class Built
{
    /// <summary>The project's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>artifacts/bin/{whoever runs}/{configuration}/ → the program of another project, of the same configuration.</summary>
    public static string Program(string project)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, $"Webinars.{project}.dll");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Webinar.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("No Webinar.sln above the programs.");
        }

        return folder.FullName;
    }
}

namespace Webinars.Adapters.Tests.Store;

/// <summary>An empty folder that is gone after the test.</summary>
public sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("webinars-store-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

namespace Webinars.Sandbox.Mux;

/// <summary>The keys of the made-up Mux instance.</summary>
public static class MuxKeys
{
    public static IReadOnlyDictionary<string, string> Settings(SandboxOptions options) => new Dictionary<string, string>();
}

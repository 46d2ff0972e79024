namespace Webinars.Sandbox.Clerk;

/// <summary>The keys of the made-up Clerk instance.</summary>
public static class ClerkKeys
{
    public static IReadOnlyDictionary<string, string> Settings(SandboxOptions options) => new Dictionary<string, string>();
}

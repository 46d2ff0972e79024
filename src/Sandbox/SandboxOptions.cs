using Webinars.Sandbox.Mux.Ingest;

namespace Webinars.Sandbox;

/// <summary>Where the sandbox stands and whom it tells.</summary>
/// <param name="Url">Origin under which browsers and product code reach the sandbox, e.g. <c>http://localhost:5080</c>; no trailing slash.</param>
/// <param name="AppUrl">Origin of the product; webhooks go to <c>{AppUrl}/webhooks/{vendor}</c>.</param>
/// <param name="Folder">Folder that keeps the state; created when missing.</param>
public sealed record SandboxOptions(string Url, string AppUrl, string Folder)
{
    public IngestOptions Ingest { get; init; } = IngestOptions.Off;
}

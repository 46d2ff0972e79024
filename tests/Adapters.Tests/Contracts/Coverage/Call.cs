namespace Webinars.Adapters.Tests.Contracts.Coverage;

/// <summary>A call that was held against a vendor's document.</summary>
/// <param name="Path">From the sandbox's root, with the query.</param>
internal sealed record Call(string Method, string Path, int Status);

using Webinars.Adapters.Tests.Mux;

namespace Webinars.Adapters.Tests.VendorSdks;

/// <summary>What holds over REST holds through Mux.Csharp.Sdk.</summary>
public sealed class MuxSdkFailureTests : MuxFailureTests
{
    protected override string Client => "Sdk";
}

/// <inheritdoc/>
public sealed class MuxSdkRequestTests : MuxRequestTests
{
    protected override string Client => "Sdk";

    /// <summary>The package still says a word that newer documents of the vendor do not know.</summary>
    protected override string Current(string body) => body.Replace("\"per_title_encode\":false,", "", StringComparison.Ordinal);
}

/// <inheritdoc/>
public sealed class MuxSdkSandboxTests : MuxVideoSandboxTests
{
    protected override string Client => "Sdk";
}

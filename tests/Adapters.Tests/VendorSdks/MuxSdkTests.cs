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
}

/// <inheritdoc/>
public sealed class MuxSdkSandboxTests : MuxVideoSandboxTests
{
    protected override string Client => "Sdk";
}

using Webinars.Adapters.Tests.Knock;

namespace Webinars.Adapters.Tests.VendorSdks;

/// <summary>What holds over REST holds through Knock's package.</summary>
public sealed class KnockSdkFailureTests : KnockFailureTests
{
    protected override string Client => "Sdk";
}

/// <inheritdoc/>
public sealed class KnockSdkRequestTests : KnockRequestTests
{
    protected override string Client => "Sdk";
}

/// <inheritdoc/>
public sealed class KnockSdkSandboxTests : KnockSandboxTests
{
    protected override string Client => "Sdk";
}

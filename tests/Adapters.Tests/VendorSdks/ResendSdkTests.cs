using Webinars.Adapters.Tests.Resend;

namespace Webinars.Adapters.Tests.VendorSdks;

/// <summary>What holds over REST holds through Resend's package.</summary>
public sealed class ResendSdkFailureTests : ResendFailureTests
{
    protected override string Client => "Sdk";
}

/// <inheritdoc/>
public sealed class ResendSdkRequestTests : ResendRequestTests
{
    protected override string Client => "Sdk";
}

/// <inheritdoc/>
public sealed class ResendSdkPaceTests(ITestOutputHelper output) : ResendPaceTests(output)
{
    protected override string Client => "Sdk";
}

/// <inheritdoc/>
public sealed class ResendSdkSandboxTests : ResendSandboxTests
{
    protected override string Client => "Sdk";
}

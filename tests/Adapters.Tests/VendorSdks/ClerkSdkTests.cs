using Webinars.Adapters.Tests.Clerk;

namespace Webinars.Adapters.Tests.VendorSdks;

/// <summary>What holds over REST holds through Clerk.BackendAPI.</summary>
public sealed class ClerkSdkDirectoryTests : ClerkDirectoryTests
{
    protected override string Client => "Sdk";
}

#if VENDOR_SDKS
using Webinars.VendorSdks;
#endif

namespace Webinars.Web;

/// <summary>With what each vendor is called: our own REST calls, or its official package where the build holds those (docs/vendor-sdks.md).</summary>
internal static class VendorClients
{
    private static readonly string[] Vendors = ["Clerk", "Mux", "Resend", "Knock"];

    /// <summary>One line for each setting that asks for what is not there.</summary>
    public static IEnumerable<string> Problems(IConfiguration configuration)
    {
        foreach (var name in Vendors.Select(vendor => $"{vendor}:Client"))
        {
            if ("Rest".Equals(configuration[name] ?? "Rest", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!"Sdk".Equals(configuration[name], StringComparison.OrdinalIgnoreCase))
            {
                yield return $"The setting {name} must be Rest or Sdk.";
            }
#if !VENDOR_SDKS
            else
            {
                yield return $"The setting {name} asks for the vendor's package, which this build does not hold: build with -p:VendorSdks=true.";
            }
#endif
        }
    }

    /// <summary>After all vendors were added.</summary>
    public static void AddServices(WebApplicationBuilder builder)
    {
#if VENDOR_SDKS
        builder.Services.AddVendorSdks(builder.Configuration);
#endif
    }
}

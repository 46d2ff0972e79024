using Webinars.Adapters;

namespace Webinars.VendorSdks;

/// <summary>One call through a package: what it means for us when that throws.</summary>
internal static class SdkCall
{
    /// <exception cref="VendorException">The only one, beside a call that was given up and a fault of ours.</exception>
    public static async Task<T> Ask<T>(string host, Func<Task<T>> call, CancellationToken ct)
    {
        try
        {
            return await call();
        }
        catch (Exception error) when (Failure(error, ct) is { } failure)
        {
            // Without the package's exception: its text may hold what was sent.
            throw new VendorException(failure, host);
        }
    }

    /// <summary>A package may wrap what happened on the way into an exception of its own.</summary>
    private static VendorFailure? Failure(Exception? error, CancellationToken ct) => error switch
    {
        null => null,
        VendorException ours => ours.Failure,
        _ when VendorCall.IsSilence(error, ct) => new VendorFailure.Transient(),

        // An answer that cannot be read is none.
        System.Text.Json.JsonException or Newtonsoft.Json.JsonException => new VendorFailure.Transient(),
        _ => Failure(error.InnerException, ct),
    };
}

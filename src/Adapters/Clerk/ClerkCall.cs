using Webinars.People;

namespace Webinars.Adapters.Clerk;

/// <summary>One call of Clerk's API: a person waits for it.</summary>
internal static class ClerkCall
{
    /// <returns>Null for whom it does not know.</returns>
    /// <exception cref="RefusedException">busy: no answer, or none that can be read, a server error, or asked to slow down.</exception>
    /// <exception cref="VendorException">Rejected.</exception>
    public static async Task<DirectoryUser?> Find(Func<Task<DirectoryUser>> look)
    {
        try
        {
            return await look();
        }
        catch (VendorException error) when (error.Failure is VendorFailure.NotFound)
        {
            return null;
        }
        catch (VendorException error) when (error.Refusal is { } refusal)
        {
            throw new RefusedException(refusal);
        }
    }
}

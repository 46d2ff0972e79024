using System.Security.Cryptography;

namespace Webinars.Sandbox.Mux;

/// <summary>Ids as Mux makes them: letters and digits that mean nothing.</summary>
internal static class MuxId
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static string New(int length = 44) => RandomNumberGenerator.GetString(Letters, length);
}

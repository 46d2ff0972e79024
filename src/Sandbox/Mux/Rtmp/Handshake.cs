using System.Security.Cryptography;

namespace Webinars.Sandbox.Mux.Rtmp;

/// <summary>RTMP 1.0, section 5.2: C0 C1 → S0 S1 S2 → C2.</summary>
/// <remarks>
/// The server's version in S1 is 0: that says that nothing is signed here, and a client that signs its own C1 (ffmpeg, Flash)
/// then goes on without. What stands in C2 is not judged: some clients do not send back precisely what they got.
/// </remarks>
internal static class Handshake
{
    private const byte Version = 3;
    private const int Size = 1536;

    public static async Task RunAsync(RtmpInput input, Stream output, CancellationToken cancellation)
    {
        if ((await input.ReadAsync(1, cancellation)).Span[0] != Version)
        {
            throw new RtmpException("Its handshake is not RTMP's");
        }

        var client = new byte[Size];
        await input.ReadAsync(client, cancellation);
        var answer = new byte[1 + Size + Size];
        answer[0] = Version;
        RandomNumberGenerator.Fill(answer.AsSpan(1 + 8, Size - 8));
        client.CopyTo(answer, 1 + Size);
        await output.WriteAsync(answer, cancellation);
        await input.ReadAsync(client, cancellation);
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Webinars.Sandbox.Mux.Ingest;

/// <summary>Where real encoders are taken.</summary>
/// <param name="Port">Null: nowhere.</param>
/// <param name="Address">Null: this machine alone, by IPv4 and, where there is one, by IPv6.</param>
/// <param name="Ffmpeg">The program's name, looked for on the PATH, or its path.</param>
public sealed record IngestOptions(int? Port, IPAddress? Address, string Ffmpeg)
{
    public const string App = "app";
    private const int Usual = 1935;

    public static IngestOptions Off { get; } = new(null, null, "ffmpeg");

    /// <summary>What an encoder is given as its server; the usual address when none is taken.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"rtmp://localhost:{Port ?? Usual}/{App}");

    /// <summary>As <c>Sandbox:RtmpPort</c> would say it.</summary>
    public string PortSetting => Port?.ToString(CultureInfo.InvariantCulture) ?? "off";

    /// <summary>From <c>Sandbox:RtmpPort</c> (0: a free one, chosen here), <c>Sandbox:RtmpAddress</c> and <c>Sandbox:Ffmpeg</c>.</summary>
    /// <exception cref="InvalidOperationException">A value makes no sense.</exception>
    public static IngestOptions Read(IConfiguration configuration)
    {
        int? port = (configuration["Sandbox:RtmpPort"] ?? "") switch
        {
            "" => Usual,
            "off" or "-1" => null,
            "0" => FreePort(),
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= ushort.MaxValue => number,
            _ => throw new InvalidOperationException("Sandbox:RtmpPort must be a port, 0 for any free one, or \"off\"."),
        };
        var address = (configuration["Sandbox:RtmpAddress"] ?? "") switch
        {
            "" or "localhost" => null,
            var text when IPAddress.TryParse(text, out var parsed) => parsed,
            _ => throw new InvalidOperationException("Sandbox:RtmpAddress must be an IP address of this machine, or 0.0.0.0 for all of them."),
        };
        return new IngestOptions(port, address, configuration["Sandbox:Ffmpeg"] is { Length: > 0 } program ? program : "ffmpeg");
    }

    /// <summary>What makes no sense in the settings, in one sentence; null: nothing.</summary>
    public static string? Problem(IConfiguration configuration)
    {
        try
        {
            Read(configuration);
            return null;
        }
        catch (InvalidOperationException senseless)
        {
            return senseless.Message;
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

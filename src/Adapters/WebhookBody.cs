using System.Text.Json;
using Microsoft.Extensions.Logging;
using Webinars.Telemetry;

namespace Webinars.Adapters;

/// <summary>The body of a genuine message, read by its vendor's words.</summary>
internal static partial class WebhookBody
{
    /// <returns>
    /// What it means to us. Nothing, too, when it cannot be read: sent again it would be the same, so it is taken, and said in the log (without what it holds).
    /// </returns>
    public static T? Read<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T?> read, string vendor, ILogger logger)
    {
        try
        {
            using var message = JsonDocument.Parse(body);
            return read(message.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            Log.Unreadable(logger, vendor, error.GetType().Name);
            return default;
        }
    }

    /// <summary>What happened there so long ago was applied now. Clocks differ: never less than zero.</summary>
    public static void Lag(string vendor, TimeSpan ago) => Instruments.WebhookLag.Record(Math.Max(0, ago.TotalSeconds), Instruments.Tag("vendor", vendor));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A genuine message of {Vendor} has another form than its documents say ({Error}); nothing was done")]
        public static partial void Unreadable(ILogger logger, string vendor, string error);
    }
}

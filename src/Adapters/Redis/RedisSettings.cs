using StackExchange.Redis;

namespace Webinars.Adapters.Redis;

/// <summary>One connection string, as each of our connections wants it: nobody ever waits long, and what cannot be said now is not said later.</summary>
internal static class RedisSettings
{
    private const string DefaultPrefix = "webinars";

    /// <summary>Milliseconds.</summary>
    private const int Patience = 1_000;

    /// <returns>Null when it cannot be read.</returns>
    public static ConfigurationOptions? Read(string connectionString)
    {
        try
        {
            var options = ConfigurationOptions.Parse(connectionString);
            return options.EndPoints.Count > 0 ? options : null;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>What all names begin with: the string's channelPrefix, so that several deployments can share one server.</summary>
    public static string Prefix(string connectionString) =>
        Read(connectionString)?.ChannelPrefix is { IsNullOrEmpty: false } prefix ? prefix.ToString().TrimEnd(':') : DefaultPrefix;

    public static ConfigurationOptions Options(string connectionString)
    {
        var options = Read(connectionString) ?? throw new ArgumentException("The connection string of Redis cannot be read.");
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ConnectRetry = 1;
        options.ConnectTimeout = 2 * Patience;
        options.AsyncTimeout = Patience;
        options.SyncTimeout = Patience;
        options.ReconnectRetryPolicy = new LinearRetry(Patience / 2);
        options.ClientName ??= DefaultPrefix;

        // Their keys say who did what.
        options.IncludeDetailInExceptions = false;

        // Ours are written out in RedisNames.
        options.ChannelPrefix = default;
        return options;
    }
}

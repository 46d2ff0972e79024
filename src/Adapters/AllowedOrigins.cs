namespace Webinars.Adapters;

/// <summary>The origins whose pages may speak for a signed-in person: scheme, host and port, compared exactly.</summary>
public sealed class AllowedOrigins
{
    private readonly HashSet<string> _origins = new(StringComparer.Ordinal);

    public void Add(string origin) => _origins.Add(origin.TrimEnd('/'));

    public bool Contains(string? origin) => origin is not null && _origins.Contains(origin);
}

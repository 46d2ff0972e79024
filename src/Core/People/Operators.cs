namespace Webinars.People;

/// <summary>Who runs this installation, by the addresses of its setting. Only an address that the identity provider has verified is somebody's.</summary>
/// <param name="addresses">In one spelling.</param>
public sealed class Operators(IEnumerable<string> addresses)
{
    private readonly HashSet<string> _addresses = new(addresses, StringComparer.OrdinalIgnoreCase);

    public bool Has(Person? person) => person?.Email is { } email && _addresses.Contains(email.Trim());
}

using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Webinars.Adapters.Clerk;
using Webinars.Adapters.Ffmpeg;
using Webinars.Adapters.Knock;
using Webinars.Adapters.LiteDb;
using Webinars.Adapters.Mux;
using Webinars.Adapters.Resend;
using Webinars.Nodes;
using Webinars.Rooms;
using Webinars.Rooms.LoadShedding;

namespace Webinars.Web;

/// <summary>What the options say of their values by their attributes, one setting after the other. Values are never told: they may be secrets.</summary>
internal static class SettingProblems
{
    /// <summary>Sections, and what they are bound to.</summary>
    private static readonly (string Section, Type Options)[] Bound =
    [
        (LiteDbOptions.Section, typeof(LiteDbOptions)),
        ("Clerk", typeof(ClerkOptions)),
        ("Mux", typeof(MuxOptions)),
        ("Resend", typeof(ResendOptions)),
        ("Knock", typeof(KnockOptions)),
        ("Broadcast", typeof(BroadcastOptions)),
        ("Limits", typeof(Limits)),
        ("Load", typeof(LoadThresholds)),
        ("Drain", typeof(DrainTimes)),
    ];

    public static IEnumerable<string> Find(IConfiguration configuration) =>
        from bound in Bound
        let defaults = Activator.CreateInstance(bound.Options)
        from property in bound.Options.GetProperties().Where(property => property.CanWrite)
        let name = $"{bound.Section}:{property.Name}"
        let problem = Problem(configuration.GetSection(name), property, property.GetValue(defaults))
        where problem is not null
        select $"The setting {name} {problem}.";

    private static string? Problem(IConfigurationSection setting, PropertyInfo property, object? value)
    {
        try
        {
            value = setting.Value is null ? value : setting.Get(property.PropertyType);
        }
        catch (InvalidOperationException)
        {
            return $"must be {Kind(property.PropertyType)}";
        }

        return property.GetCustomAttributes<ValidationAttribute>().FirstOrDefault(attribute => !attribute.IsValid(value)) is { } broken ? Words(broken) : null;
    }

    private static string Kind(Type type) =>
        type == typeof(TimeSpan) ? "a time such as 00:00:05"
        : type == typeof(double) ? "a number such as 1.5"
        : "a whole number";

    private static string Words(ValidationAttribute broken) => broken switch
    {
        RequiredAttribute => "is missing",
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"must be between {range.Minimum} and {range.Maximum}"),
        AllowedValuesAttribute allowed => $"must be one of {string.Join(", ", allowed.Values.OfType<string>())}",
        RegularExpressionAttribute { ErrorMessage: { } words } => words,
        UrlAttribute => "must be an address such as https://example.com",
        _ => "does not have the form of such a setting",
    };
}

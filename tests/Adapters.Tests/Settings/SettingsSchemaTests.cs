using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Webinars.Adapters.Clerk;
using Webinars.Core.Tests;
using Webinars.Nodes;
using Webinars.Rooms;
using Webinars.Rooms.LoadShedding;

namespace Webinars.Adapters.Tests.Settings;

/// <summary>The schema, the guide and the options classes say the same of every setting.</summary>
public sealed partial class SettingsSchemaTests
{
    private const string SchemaFile = "src/Web/appsettings.schema.json";
    private const string Guide = "docs/operations.md";

    /// <summary>What is read without an options class.</summary>
    private static readonly string[] ReadByName =
        ["Web:PublicUrl", "Web:AllowedOrigins", "Web:TrustedProxies", "Nodes:Accept", "Operators", "Metrics:Token", "Store:Kind", "ConnectionStrings:Postgres", "ConnectionStrings:Redis"];

    private static readonly JsonElement Schema = JsonElement.Parse(Repository.Read(SchemaFile)).GetProperty("properties");

    /// <summary>Whatever options an adapter has; a new one is found by itself.</summary>
    private static readonly List<(string Section, Type Type)> Options =
    [
        .. typeof(ClerkOptions).Assembly.GetExportedTypes().Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal)).Select(type => (Section(type), type)),
        ("Limits", typeof(Limits)),
        ("Load", typeof(LoadThresholds)),
        ("Drain", typeof(DrainTimes)),
    ];

    public static TheoryData<string> Settings =>
        [.. Options.SelectMany(one => Properties(one.Type).Select(property => $"{one.Section}:{property.Name}"))];

    [Fact]
    public void The_schema_has_every_setting_and_no_other()
    {
        var read = Settings.Select(row => row.Data).Concat(ReadByName)
            .Concat(Options.Where(one => one.Type.GetProperty("BaseUrl") is not null).Select(one => $"{one.Section}:Client"));
        Same(read, InSchema(), $"are read but not in {SchemaFile}: add them there, with a description, type, range and default", $"are in {SchemaFile} but nobody reads them");
    }

    [Fact]
    public void The_guide_has_every_setting_of_the_schema_and_no_other() =>
        Same(InSchema(), Row().Matches(Repository.Read(Guide)).Select(row => row.Groups[1].Value), $"are in {SchemaFile} but in no table of {Guide}", $"are in a table of {Guide} but not in {SchemaFile}");

    [Fact]
    public void Check_config_looks_at_every_options_class()
    {
        var checks = Repository.Read("src/Web/SettingProblems.cs");
        var missing = Options.Where(one => !checks.Contains($"typeof({one.Type.Name})", StringComparison.Ordinal)).Select(one => $"(\"{one.Section}\", typeof({one.Type.Name}))");
        Assert.True(!missing.Any(), $"Add to Bound in src/Web/SettingProblems.cs: {string.Join(", ", missing)}");
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_setting_is_described_as_its_attributes_say(string name)
    {
        var (section, property) = name.Split(':') is [var first, var second] ? (first, second) : throw new FormatException(name);
        Assert.True(Schema.TryGetProperty(section, out var described) && described.GetProperty("properties").TryGetProperty(property, out described), $"{name} is not in {SchemaFile}");
        var type = Options.Single(one => one.Section == section).Type;
        var expected = Expected(type, type.GetProperty(property)!);
        var actual = described.EnumerateObject().Where(one => one.Name != "description").ToDictionary(one => one.Name, one => one.Value.ValueKind is JsonValueKind.Array ? JsonSerializer.Serialize(one.Value) : one.Value.ToString());
        Assert.Equal(expected.OrderBy(one => one.Key), actual.OrderBy(one => one.Key));

        var text = described.GetProperty("description").GetString()!;
        Assert.Equal(IsRequired(type, type.GetProperty(property)!), text.StartsWith("Required. ", StringComparison.Ordinal));
        Assert.EndsWith(".", text.TrimEnd('…') + (text.EndsWith('…') ? "." : ""), StringComparison.Ordinal);
        if (type.GetProperty(property)!.GetCustomAttribute<RangeAttribute>() is { OperandType: var operand } range && operand == typeof(TimeSpan))
        {
            Assert.Contains($"{range.Minimum} to {range.Maximum}", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Web")]
    [InlineData("Mux")]
    public void A_misspelt_name_is_told_by_an_editor(string section) => Assert.False(Schema.GetProperty(section).GetProperty("additionalProperties").GetBoolean());

    private static Dictionary<string, string> Expected(Type options, PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var expected = new Dictionary<string, string>
        {
            ["type"] = type == typeof(int) || type == typeof(long) ? "integer" : type == typeof(double) ? "number" : type == typeof(bool) ? "boolean" : "string",
        };
        if (property.GetValue(Activator.CreateInstance(options)) is { } value && value is not "")
        {
            expected["default"] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        }

        if (type == typeof(TimeSpan))
        {
            expected["pattern"] = @"^[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?$";
        }
        else if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            (expected["minimum"], expected["maximum"]) = (Convert.ToString(range.Minimum, CultureInfo.InvariantCulture)!, Convert.ToString(range.Maximum, CultureInfo.InvariantCulture)!);
        }

        if (property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
        {
            expected["enum"] = JsonSerializer.Serialize(allowed.Values.OfType<string>());
        }

        if (property.GetCustomAttribute<RegularExpressionAttribute>() is { } form)
        {
            expected["pattern"] = $"^(?:{form.Pattern})$";
        }

        if (property.GetCustomAttribute<UrlAttribute>() is not null)
        {
            expected["format"] = "uri";
        }

        return expected;
    }

    private static bool IsRequired(Type options, PropertyInfo property) =>
        property.GetCustomAttribute<RequiredAttribute>() is not null && property.GetValue(Activator.CreateInstance(options)) is "";

    private static string Section(Type options) => options.GetField("Section")?.GetValue(null) as string ?? options.Name[..^"Options".Length];

    private static IEnumerable<PropertyInfo> Properties(Type options) => options.GetProperties().Where(property => property.CanWrite);

    private static IEnumerable<string> InSchema() =>
        Schema.EnumerateObject().SelectMany(section => section.Value.TryGetProperty("properties", out var settings)
            ? settings.EnumerateObject().Select(setting => $"{section.Name}:{setting.Name}")
            : [section.Name]);

    private static void Same(IEnumerable<string> some, IEnumerable<string> others, string onlySome, string onlyOthers)
    {
        var (these, those) = (some.ToHashSet(), others.ToHashSet());
        var (missing, more) = (string.Join(", ", these.Except(those)), string.Join(", ", those.Except(these)));
        Assert.True(missing.Length == 0, $"These {onlySome}: {missing}");
        Assert.True(more.Length == 0, $"These {onlyOthers}: {more}");
    }

    [GeneratedRegex(@"^\| `([A-Za-z]+(?::[A-Za-z]+)?)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Webinars.Hubs;
using Webinars.Log;

namespace Webinars.Web.Tests.Documented;

/// <summary>The hub's words as TypeScript, from the C# records that travel: what the hub takes and gives, every event, every message.</summary>
internal sealed class TypeScript
{
    private readonly NullabilityInfoContext _nullability = new();
    private readonly SortedDictionary<string, string> _words = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _records = new(StringComparer.Ordinal);
    private readonly HashSet<Type> _known = [];

    /// <summary>The hub's methods: those that a browser would call.</summary>
    public static IReadOnlyList<MethodInfo> Methods { get; } =
        [.. typeof(RoomHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName && !method.IsVirtual && method.Name != nameof(RoomHub.Malformed)).OrderBy(method => method.Name, StringComparer.Ordinal)];

    /// <summary>What comes from the browser; the others the server brings itself.</summary>
    public static IEnumerable<ParameterInfo> Arguments(MethodInfo method) => method.GetParameters().Where(parameter => Travels(parameter.ParameterType));

    public string Write()
    {
        var events = RoomEventJson.Types.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => Interface(one.Value, $"  type: \"{one.Key}\";\n")).ToList();
        var heard = typeof(IRoomClient).GetMethods().OrderBy(method => method.Name, StringComparer.Ordinal)
            .Select(method => $"  {method.Name}: {Name(method.GetParameters()[0].ParameterType)};\n").ToList();
        var methods = Methods.Select(method => $"  {method.Name}({Listed([.. Arguments(method)])}): {Result(method.ReturnType)};\n").ToList();
        var text = new StringBuilder("// Made from the C# records by tests/Web.Tests/Documented; scripts/protocol writes it anew. docs/protocol.md says what it means.\n\n");
        text.AppendJoin("", _words.Values).Append('\n').AppendJoin("\n", _records.Values).Append('\n').AppendJoin("\n", events);
        text.Append($"\nexport type RoomEvent =\n{string.Concat(RoomEventJson.Types.Values.Select(type => type.Name).Order(StringComparer.Ordinal).Select(name => $"  | {name}\n"))};\n".Replace("\n;", ";", StringComparison.Ordinal));
        text.Append("\n/** What the browser hears. */\nexport interface RoomClient {\n").AppendJoin("", heard).Append("}\n");
        text.Append("\n/** What the browser calls. */\nexport interface RoomHub {\n").AppendJoin("", methods).Append("}\n");
        return text.ToString();
    }

    private static bool Travels(Type type) => type.IsValueType ? type != typeof(CancellationToken) : type == typeof(string) || type.IsArray || type.IsGenericType || IsRecord(type);

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>Those at the end that may be null may be left out.</summary>
    private string Listed(List<ParameterInfo> parameters)
    {
        var needed = parameters.FindLastIndex(parameter => !MayBeNull(parameter));
        return string.Join(", ", parameters.Select((parameter, i) => $"{parameter.Name}{(i > needed ? "?" : "")}: {(IsList(parameter.ParameterType) ? "readonly " : "")}{Name(parameter.ParameterType)}{(MayBeNull(parameter) ? " | null" : "")}"));
    }

    private static bool IsList(Type type) => type.IsArray || (type.IsGenericType && type.GetGenericArguments().Length == 1 && !type.IsValueType);

    private bool MayBeNull(ParameterInfo parameter) => _nullability.Create(parameter).ReadState is NullabilityState.Nullable;

    private string Result(Type type) =>
        type == typeof(Task) || type == typeof(void) ? "Promise<void>" : $"Promise<{Name(Answered(type))}>";

    private static Type Answered(Type type) =>
        typeof(Task).IsAssignableFrom(type) || typeof(Straight).IsAssignableFrom(type) ? Answered(type.GetGenericArguments()[0]) : type;

    private string Interface(Type type, string first = "")
    {
        var fields = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition is not JsonIgnoreCondition.Always && property.GetMethod!.GetParameters().Length == 0)
            .OrderBy(property => property.GetCustomAttribute<JsonPropertyOrderAttribute>()?.Order ?? 0)
            .Select(Field);
        return $"export interface {type.Name} {{\n{first}{string.Concat(fields)}}}\n";
    }

    private string Field(PropertyInfo property)
    {
        var optional = _nullability.Create(property).ReadState is NullabilityState.Nullable;
        return $"  {Camel(property.Name)}{(optional ? "?" : "")}: {Name(property.PropertyType)};\n";
    }

    private string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Name(value);
        }

        if (type == typeof(bool))
        {
            return "boolean";
        }

        if (type == typeof(int) || type == typeof(long) || type == typeof(double))
        {
            return "number";
        }

        if (type == typeof(string) || type == typeof(Guid) || type == typeof(DateTimeOffset))
        {
            return "string";
        }

        var parts = type.IsGenericType ? type.GetGenericArguments() : [];
        if (parts.Length == 2)
        {
            return $"Record<string, {Name(parts[1])}>";
        }

        if (type.IsArray || parts.Length == 1)
        {
            return $"{Name(type.IsArray ? type.GetElementType()! : parts[0])}[]";
        }

        if (type == typeof(RoomEvent))
        {
            return nameof(RoomEvent);
        }

        Declare(type);
        return type.Name;
    }

    private void Declare(Type type)
    {
        if (!_known.Add(type))
        {
            return;
        }

        if (type.IsEnum)
        {
            _words[type.Name] = $"export type {type.Name} = {string.Join(" | ", Enum.GetNames(type).Select(word => $"\"{Camel(word)}\""))};\n";
            return;
        }

        Assert.True(IsRecord(type), $"{type} travels, and it is no record.");
        _records[type.Name] = Interface(type);
    }
}

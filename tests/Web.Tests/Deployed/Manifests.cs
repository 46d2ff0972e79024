using SharpYaml.Serialization;
using Webinars.Core.Tests;

namespace Webinars.Web.Tests.Deployed;

/// <summary>The project's YAML files, read as maps, lists and texts; what is merged with <c>&lt;&lt;</c> is there.</summary>
internal static class Manifests
{
    public const string Kubernetes = "deploy/kubernetes";

    public static object Compose { get; } = Read("compose.yaml").Single();

    /// <summary>All documents of the manifests, by kind; kustomizations are none.</summary>
    public static ILookup<string, object> Objects { get; } = Repository.Files(Kubernetes, ".yaml")
        .Where(file => !file.EndsWith("/kustomization.yaml", StringComparison.Ordinal))
        .SelectMany(Read)
        .ToLookup(document => document.Text("kind"));

    /// <summary>The container of a node.</summary>
    public static object Node => Objects["Deployment"].Single().At("spec", "template", "spec", "containers").Items().Single();

    public static IEnumerable<object> Read(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Repository.Read(file)));
        return stream.Documents.Select(document => Plain(document.RootNode));
    }

    /// <summary>What stands there; throws, with the way, where nothing does.</summary>
    public static object At(this object value, params string[] way)
    {
        foreach (var name in way)
        {
            value = value.Map().TryGetValue(name, out var inner) ? inner : throw new KeyNotFoundException($"{name} of {string.Join('.', way)}");
        }

        return value;
    }

    public static string Text(this object value, params string[] way) => (string)value.At(way);

    public static IReadOnlyDictionary<string, object> Map(this object value) => (Dictionary<string, object>)value;

    public static IReadOnlyList<object> Items(this object value) => (List<object>)value;

    private static object Plain(YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                var own = mapping.Children.Where(pair => ((YamlScalarNode)pair.Key).Value != "<<").ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => Plain(pair.Value));
                foreach (var (name, value) in mapping.Children.Where(pair => ((YamlScalarNode)pair.Key).Value == "<<").SelectMany(pair => Plain(pair.Value).Map()))
                {
                    own.TryAdd(name, value);
                }

                return own;
            case YamlSequenceNode sequence:
                return sequence.Children.Select(Plain).ToList();
            default:
                return ((YamlScalarNode)node).Value ?? "";
        }
    }
}

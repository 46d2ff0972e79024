using System.Text.Json;
using System.Text.RegularExpressions;
using Webinars.Core.Tests;

namespace Webinars.Web.Tests.Deployed;

/// <summary>Dockerfile, compose.yaml and the manifests of Kubernetes say the same, and what the code does.</summary>
public sealed partial class DeploymentTests
{
    private static readonly string Dockerfile = Repository.Read("Dockerfile");
    private static readonly JsonElement Schema = JsonElement.Parse(Repository.Read("src/Web/appsettings.schema.json")).GetProperty("properties");

    /// <summary>Where nodes get settings from.</summary>
    public static TheoryData<string, string[]> Given => new()
    {
        { ".env.example and compose.yaml", [.. Example(), .. Manifests.Compose.At("services", "node1", "environment").Map().Keys] },
        {
            "ConfigMap and Secret",
            [.. Manifests.Objects["ConfigMap"].Single().At("data").Map().Keys, .. Manifests.Objects["Secret"].Single().At("stringData").Map().Keys]
        },
    };

    [Theory]
    [MemberData(nameof(Given))]
    public void Nodes_are_given_settings_that_exist_and_all_that_are_required(string where, string[] names)
    {
        var settings = names.Where(name => name.Contains("__", StringComparison.Ordinal)).Select(name => Place().Replace(name.Replace("__", ":", StringComparison.Ordinal), "")).ToList();
        var connections = ConnectionString().Matches(Repository.Read("src/Web/Settings.cs") + Repository.Read("src/Web/WebinarsHost.cs")).Select(read => $"ConnectionStrings:{read.Groups[1].Value}");
        var known = Schema.EnumerateObject().SelectMany(section => section.Value.TryGetProperty("properties", out var inner)
            ? inner.EnumerateObject().Select(one => $"{section.Name}:{one.Name}")
            : [section.Name]).Concat(connections);
        Assert.Equal((where, ""), (where, string.Join(' ', settings.Except(known))));

        var required = Schema.EnumerateObject().Where(section => section.Value.TryGetProperty("properties", out _))
            .SelectMany(section => section.Value.GetProperty("properties").EnumerateObject()
                .Where(one => one.Value.GetProperty("description").GetString()!.StartsWith("Required.", StringComparison.Ordinal)).Select(one => $"{section.Name}:{one.Name}"));
        Assert.Equal((where, ""), (where, string.Join(' ', required.Concat(["Store:Kind", "Web:PublicUrl", "ConnectionStrings:Postgres", "ConnectionStrings:Redis"]).Except(settings))));
    }

    [Fact]
    public void All_agree_on_the_port()
    {
        var port = Regex.Match(Dockerfile, @"ASPNETCORE_URLS=http://\+:(\d+)").Groups[1].Value;
        Assert.Contains($"\nEXPOSE {port}\n", Dockerfile, StringComparison.Ordinal);
        Assert.Contains($"http://127.0.0.1:{port}/health/live", Dockerfile, StringComparison.Ordinal);
        var services = Manifests.Compose.At("services");
        Assert.Equal(["node1", "node2"], services.Map().Keys.Where(name => name.StartsWith("node", StringComparison.Ordinal)).Order());
        Assert.Equal([$"node1:{port}", $"node2:{port}"], new[] { "NODE1", "NODE2" }.Select(name => services.Text("balancer", "environment", name)));
        var opened = Assert.Single(Manifests.Node.At("ports").Items());
        Assert.Equal(("http", port), (opened.Text("name"), opened.Text("containerPort")));
        Assert.Equal("http", Assert.Single(Manifests.Objects["Service"].Single().At("spec", "ports").Items()).Text("targetPort"));
    }

    [Fact]
    public void Whoever_asks_whether_a_node_is_well_asks_where_it_answers()
    {
        var answered = Regex.Matches(Repository.Read("src/Api/ApiServices.cs"), "MapHealthChecks\\(\"([^\"]+)\"").Select(found => found.Groups[1].Value).Order();
        Assert.Equal(["/health/live", "/health/ready"], answered);
        var asked = new[] { "deploy/haproxy/haproxy.cfg", "Dockerfile" }.SelectMany(file => Regex.Matches(Repository.Read(file), "/health/[a-z]+").Select(found => found.Value));
        Assert.Empty(asked.Except(answered));
        Assert.Equal(
            [("startupProbe", "/health/live", "http"), ("readinessProbe", "/health/ready", "http"), ("livenessProbe", "/health/live", "http")],
            new[] { "startupProbe", "readinessProbe", "livenessProbe" }.Select(probe => (probe, Manifests.Node.Text(probe, "httpGet", "path"), Manifests.Node.Text(probe, "httpGet", "port"))));
    }

    [Fact]
    public void A_node_is_nobody_in_particular_and_writes_only_where_it_may()
    {
        var user = Regex.Match(Dockerfile, @"\nUSER (\d+):\d+\n").Groups[1].Value;
        var pod = Manifests.Objects["Deployment"].Single().At("spec", "template", "spec");
        Assert.Equal((user, user, "true"), (pod.Text("securityContext", "runAsUser"), pod.Text("securityContext", "fsGroup"), pod.Text("securityContext", "runAsNonRoot")));
        Assert.Equal("true", Manifests.Node.Text("securityContext", "readOnlyRootFilesystem"));
        Assert.Equal("ALL", Manifests.Node.At("securityContext", "capabilities", "drop").Items().Single());
        Assert.Equal(["/data", "/tmp"], Manifests.Node.At("volumeMounts").Items().Select(mount => mount.Text("mountPath")).Order());
        Assert.Contains("Store__Path=/data\n", Dockerfile, StringComparison.Ordinal);
        foreach (var node in new[] { "node1", "node2" }.Select(name => Manifests.Compose.At("services", name)))
        {
            Assert.Equal("true", node.Text("read_only"));
            Assert.Equal(["/tmp"], node.At("tmpfs").Items());
            Assert.EndsWith(":/data", Assert.Single(node.At("volumes").Items()).ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_belongs_together_in_Kubernetes_finds_each_other()
    {
        var deployment = Manifests.Objects["Deployment"].Single();
        var labels = deployment.At("spec", "template", "metadata", "labels").Map();
        Assert.Equal(labels, deployment.At("spec", "selector", "matchLabels").Map());
        object[] selectors =
        [
            Manifests.Objects["Service"].Single().At("spec", "selector"),
            Manifests.Objects["PodDisruptionBudget"].Single().At("spec", "selector", "matchLabels"),
            Manifests.Objects["NetworkPolicy"].Single().At("spec", "podSelector", "matchLabels"),
            .. deployment.At("spec", "template", "spec", "topologySpreadConstraints").Items().Select(spread => spread.At("labelSelector", "matchLabels")),
        ];

        // Not the track: a canary is served, spread and counted with the others.
        Assert.All(selectors, selector => Assert.Equal([new("app.kubernetes.io/name", labels["app.kubernetes.io/name"])], selector.Map()));
        Assert.Equal(deployment.Text("metadata", "name"), Manifests.Objects["HorizontalPodAutoscaler"].Single().Text("spec", "scaleTargetRef", "name"));
        Assert.Equal(
            [Manifests.Objects["ConfigMap"].Single().Text("metadata", "name"), Manifests.Objects["Secret"].Single().Text("metadata", "name")],
            Manifests.Node.At("envFrom").Items().Select(from => from.Map().Values.Single().Text("name")));
        var listed = Manifests.Read($"{Manifests.Kubernetes}/base/kustomization.yaml").Single().At("resources").Items().Cast<string>().Where(file => !file.StartsWith("..", StringComparison.Ordinal));
        var there = Repository.Files($"{Manifests.Kubernetes}/base", ".yaml").Select(file => Path.GetFileName(file)).Except(["kustomization.yaml", "secret.example.yaml"]);
        Assert.Equal(there.Order(), listed.Order());
    }

    [Fact]
    public void A_node_has_the_time_to_go_and_none_goes_before_another_one_is_there()
    {
        const int Grace = 30;
        var spec = Manifests.Objects["Deployment"].Single().At("spec");
        Assert.Equal("0", spec.Text("strategy", "rollingUpdate", "maxUnavailable"));
        Assert.InRange(int.Parse(spec.Text("template", "spec", "terminationGracePeriodSeconds"), null), Grace + 1, 120);
        Assert.InRange(int.Parse(Manifests.Compose.Text("services", "node1", "stop_grace_period").TrimEnd('s'), null), Grace + 1, 120);
        Assert.Contains("\nSTOPSIGNAL SIGTERM\n", Dockerfile, StringComparison.Ordinal);
    }

    [Fact]
    public void The_image_is_built_from_what_a_build_reads_and_from_nothing_secret()
    {
        var taken = Repository.Read(".dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        var read = new DirectoryInfo(Repository.Root).EnumerateFiles().Select(file => file.Name).Where(name => name is ".editorconfig" or "global.json" || name.StartsWith("Directory.", StringComparison.Ordinal));
        Assert.Equal(read.Append("src").Order(), taken.Order());
        Assert.DoesNotContain("COPY .env", Dockerfile, StringComparison.Ordinal);
        Assert.Contains("\n.env\n", Repository.Read(".gitignore"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Example() => Repository.Read(".env.example").Split('\n').Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#')).Select(line => line.Split('=')[0]);

    /// <summary>Of something in a list: Operators__0.</summary>
    [GeneratedRegex(":[0-9]+$")]
    private static partial Regex Place();

    [GeneratedRegex("GetConnectionString\\(\"(\\w+)\"\\)")]
    private static partial Regex ConnectionString();
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Webinars.Core.Tests;

namespace Webinars.Adapters.Tests.Settings;

/// <summary>The workflows that a deployment imports: in the format of Knock's command line, and as the guide lists them.</summary>
public sealed partial class KnockWorkflowTests
{
    private const string Folder = "docs/knock/workflows";
    private static readonly string[] AtTheTop = ["name", "description", "trigger_data_json_schema", "steps"];
    private static readonly string[] OfAStep = ["ref", "type", "channel_key", "template"];

    public static TheoryData<string> Keys => [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, Folder)).Select(folder => Path.GetFileName(folder)).Order()];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_workflow_says_only_what_it_is_triggered_with(string key)
    {
        Assert.Matches("^[a-z]+(-[a-z]+)*$", key);
        var workflow = JsonElement.Parse(Repository.Read($"{Folder}/{key}/workflow.json"));
        Assert.Equal(AtTheTop, workflow.EnumerateObject().Select(one => one.Name));
        Assert.InRange(workflow.GetProperty("description").GetString()!.Length, 1, 280);
        var step = Assert.Single(workflow.GetProperty("steps").EnumerateArray());
        Assert.Equal(OfAStep, step.EnumerateObject().Select(one => one.Name));
        Assert.Equal("channel", step.GetProperty("type").GetString());

        var data = workflow.GetProperty("trigger_data_json_schema").GetProperty("properties").EnumerateObject().Select(one => one.Name).ToList();
        Assert.Equal(data, workflow.GetProperty("trigger_data_json_schema").GetProperty("required").EnumerateArray().Select(one => one.GetString()!));
        Assert.Subset(data.ToHashSet(), Used().Matches(step.GetProperty("template").ToString()).Select(use => use.Groups[1].Value).ToHashSet());
        Assert.Equal("{{ data.url }}", step.GetProperty("template").GetProperty("action_url").GetString());

        Assert.Contains($"| `{key}` | {workflow.GetProperty("description").GetString()} | {string.Join(' ', data.Select(name => $"`{name}`"))} |", Repository.Read("docs/operations.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_guide_lists_every_workflow_and_no_other() =>
        Assert.Equal(Keys.Select(row => row.Data), Row().Matches(Repository.Read("docs/operations.md")).Select(row => row.Groups[1].Value).Order());

    [GeneratedRegex(@"data\.(\w+)")]
    private static partial Regex Used();

    [GeneratedRegex(@"^\| `([a-z]+-[a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

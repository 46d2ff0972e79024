namespace Webinars.Adapters.LiteDb;

/// <summary>Something that waits for the writer. It is staged on a draft, maybe more than once, and acknowledged when the draft is durable.</summary>
internal abstract class Work
{
    /// <summary>How many parts may fail alone; also what it weighs in a transaction.</summary>
    public abstract int Parts { get; }

    /// <summary>Drafts some of the parts. Throws when nothing of them can be saved.</summary>
    public abstract void Stage(Draft draft, IReadOnlyList<int> parts);

    /// <summary>Notes that a part was not saved.</summary>
    public abstract void Fail(int part, Exception error);

    /// <summary>Tells the caller: all parts are durable, or noted as failed.</summary>
    public abstract void Acknowledge();
}

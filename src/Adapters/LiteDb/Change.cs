namespace Webinars.Adapters.LiteDb;

/// <summary>Work of one part.</summary>
internal sealed class Change<T>(Func<Draft, T> stage) : Work
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _answer;
    private Exception? _error;

    public Task<T> Done => _done.Task;

    public override int Parts => 1;

    public override void Stage(Draft draft, IReadOnlyList<int> parts)
    {
        if (parts.Count > 0)
        {
            _answer = stage(draft);
        }
    }

    public override void Fail(int part, Exception error) => _error = error;

    public override void Acknowledge()
    {
        if (_error is null)
        {
            _done.SetResult(_answer!);
        }
        else
        {
            _done.SetException(_error);
        }
    }
}

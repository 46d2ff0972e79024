namespace Webinars.Nodes;

/// <summary>Does what is done again and again: what keeps failing is one line in the log, until it has gone well.</summary>
internal sealed class SaidOnce(Action<Exception> say)
{
    private bool _failing;

    public async Task Try(Func<Task> work, CancellationToken ct)
    {
        try
        {
            await work();
            _failing = false;
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            if (!_failing)
            {
                say(error);
            }

            _failing = true;
        }
    }
}

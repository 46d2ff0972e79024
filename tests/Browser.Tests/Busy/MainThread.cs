using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace Webinars.Browser.Tests.Busy;

/// <summary>What somebody's page costs, by Chromium's own account.</summary>
internal sealed class MainThread
{
    private readonly ICDPSession _tools;
    private long _at;
    private Dictionary<string, double> _before = [];

    private MainThread(ICDPSession tools) => _tools = tools;

    /// <param name="person">Whose page.</param>
    /// <param name="slower">So many times slower than this machine it computes.</param>
    public static async Task<MainThread> Of(Person person, double slower = 1)
    {
        var tools = await person.Context.NewCDPSessionAsync(person.Page);
        await tools.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = slower });

        // CPU time and not time on the wall: what else runs on this machine hardly counts.
        await tools.SendAsync("Performance.enable", new() { ["timeDomain"] = "threadTicks" });
        await tools.SendAsync("HeapProfiler.enable");
        var thread = new MainThread(tools);
        await thread.Look();
        return thread;
    }

    /// <summary>What it cost since the last look. Every look ends with a sweep of the heap, which is not counted.</summary>
    public async Task<Cost> Look()
    {
        var worked = await Metrics();
        var seconds = Stopwatch.GetElapsedTime(_at).TotalSeconds;
        double Percent(string name) => 100 * (worked[name] - _before.GetValueOrDefault(name)) / seconds;
        var (busy, script, style, layout) = (Percent("TaskDuration"), Percent("ScriptDuration"), Percent("RecalcStyleDuration"), Percent("LayoutDuration"));
        var layouts = (worked["LayoutCount"] - _before.GetValueOrDefault("LayoutCount")) / seconds;
        await _tools.SendAsync("HeapProfiler.collectGarbage");
        (_before, _at) = (await Metrics(), Stopwatch.GetTimestamp());
        return new Cost(busy, _before["JSHeapUsedSize"] / 1_000_000, (int)_before["Nodes"], string.Create(CultureInfo.InvariantCulture,
            $"busy {busy:F1} % (script {script:F1}, style {style:F1}, layout {layout:F1}), {layouts:F0} layouts a second; after a sweep {_before["JSHeapUsedSize"] / 1_000_000:F2} MB, {_before["Nodes"]} nodes, {_before["LayoutObjects"]} boxes, {_before["JSEventListeners"]} listeners"));
    }

    private async Task<Dictionary<string, double>> Metrics()
    {
        var answer = await _tools.SendAsync("Performance.getMetrics");
        return answer!.Value.GetProperty("metrics").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("value").GetDouble());
    }
}

/// <param name="Busy">Percent of the time that the main thread worked.</param>
/// <param name="Megabytes">Of JavaScript objects that are in use.</param>
/// <param name="Nodes">Of the document, also those that only a script holds.</param>
/// <param name="Text">All of it, to be read.</param>
internal sealed record Cost(double Busy, double Megabytes, int Nodes, string Text);

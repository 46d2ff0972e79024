using Microsoft.Extensions.Time.Testing;
using Webinars.Rooms;
using Webinars.Rooms.LoadShedding;

namespace Webinars.Core.Tests;

/// <summary>When a room does less, and when it does all again.</summary>
public class LoadStepsTests
{
    private readonly FakeTimeProvider _time = new(House.Noon);

    [Fact]
    public void Two_seconds_above_a_threshold_are_one_step()
    {
        var steps = Steps();
        Assert.Equal(Load.Normal, After(steps, 0.66, 1.75));
        Assert.Equal(Load.SlowCounts, After(steps, 0.66, 0.5));
    }

    [Fact]
    public void A_moment_above_it_is_none()
    {
        var steps = Steps();
        for (var i = 0; i < 10; i++)
        {
            After(steps, 1, 1.5);
            Assert.Equal(Load.Normal, After(steps, 0.5, 0.25));
        }
    }

    [Theory]
    [InlineData(0.65, Load.Normal)]
    [InlineData(0.68, Load.SlowCounts)]
    [InlineData(0.73, Load.Paced)]
    [InlineData(0.80, Load.SampledReactions)]
    [InlineData(0.90, Load.SampledChat)]
    [InlineData(1.00, Load.ReadOnly)]
    public void How_far_it_goes_depends_on_how_busy_it_is(double busy, Load reached) => Assert.Equal(reached, After(Steps(), busy, 60));

    [Fact]
    public void Every_step_is_given_two_seconds_to_help()
    {
        var steps = Steps();
        foreach (var step in Enum.GetValues<Load>().Skip(1))
        {
            Assert.Equal(step - 1, After(steps, 1, 1.75));
            Assert.Equal(step, After(steps, 1, 0.5));
        }
    }

    [Fact]
    public void Ten_seconds_below_seven_tenths_of_its_threshold_end_a_step()
    {
        var steps = Steps();
        After(steps, 0.73, 10);
        Assert.Equal(Load.Paced, After(steps, 0.48, 9.75));
        Assert.Equal(Load.SlowCounts, After(steps, 0.48, 0.5));
        Assert.Equal(Load.SlowCounts, After(steps, 0.46, 60));
        Assert.Equal(Load.Normal, After(steps, 0.45, 10.5));
    }

    [Fact]
    public void Between_the_two_it_stays_where_it_is()
    {
        var steps = Steps();
        After(steps, 0.73, 10);
        Assert.Equal(Load.Paced, After(steps, 0.52, 120));
        Assert.Equal(Load.Paced, After(steps, 0.74, 120));
    }

    [Fact]
    public void A_moment_above_begins_the_ten_seconds_anew()
    {
        var steps = Steps();
        After(steps, 0.68, 5);
        for (var i = 0; i < 5; i++)
        {
            After(steps, 0.1, 9);
            Assert.Equal(Load.SlowCounts, After(steps, 0.5, 0.25));
        }
    }

    [Fact]
    public void A_threshold_of_nothing_switches_its_step_off_and_all_after_it()
    {
        Assert.Equal(Load.Normal, After(Steps(new LoadThresholds { SlowCounts = 0 }), 1, 60));
        Assert.Equal(Load.SampledReactions, After(Steps(new LoadThresholds { SampledChat = 0 }), 1, 60));
    }

    [Fact]
    public void An_operator_may_set_the_threshold_elsewhere()
    {
        Assert.Equal(Load.SlowCounts, After(Steps(new LoadThresholds { SlowCounts = 10 }), 0.2, 60));
        Assert.Equal(Load.Normal, After(Steps(new LoadThresholds { SlowCounts = 100 }), 1, 60));
    }

    private LoadSteps Steps(LoadThresholds? thresholds = null) => new(thresholds ?? new LoadThresholds(), _time);

    private Load After(LoadSteps steps, double busy, double seconds)
    {
        for (var passed = 0d; passed < seconds; passed += 0.25)
        {
            _time.Advance(TimeSpan.FromSeconds(0.25));
            steps.Take(busy);
        }

        return steps.Now;
    }
}

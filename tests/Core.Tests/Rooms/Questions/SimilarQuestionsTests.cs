using Webinars.Rooms;
using Webinars.Rooms.Questions;
using Webinars.Rooms.Questions.Moderating;
using Webinars.Rooms.Questions.Similar;
using Webinars.Scheduling;
using static Webinars.Core.Tests.QuestionStory;

namespace Webinars.Core.Tests;

public class SimilarQuestionsTests(ITestOutputHelper output)
{
    /// <summary>What was measured, less a little; who makes it better may raise it.</summary>
    private const double Precision = 0.9, Recall = 0.7;

    /// <summary>Over paraphrases.txt: of what it offers, how much asks the same; of what asks the same, how much it offers.</summary>
    [Fact]
    public void What_it_offers_asks_the_same()
    {
        var (right, wrong, missed) = (0, 0, 0);
        foreach (var room in Repository.Read("tests/Core.Tests/Rooms/Questions/paraphrases.txt").Split("\n## ").Skip(1))
        {
            var lines = room.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var board = lines.Where(line => line[0] == '=').Aggregate(In(WebinarStatus.Live), (asked, line) => asked.Asks(Ada, line[2..])).Questions;
            var (original, here) = ("", (Right: 0, Wrong: 0, Missed: 0));
            foreach (var line in lines.Skip(1))
            {
                original = line[0] == '=' ? line[2..] : original;
                if (line[0] == '=')
                {
                    continue;
                }

                var offered = FindSimilarQuestions.To(line[2..], board).Select(similar => similar.Text).ToList();
                var found = line[0] == '+' && offered.Remove(original);
                here = (here.Right + (found ? 1 : 0), here.Wrong + offered.Count, here.Missed + (line[0] == '+' && !found ? 1 : 0));
                offered.ForEach(other => output.WriteLine($"wrong   {line[2..]} → {other}"));
                output.WriteLine(line[0] == '+' && !found ? $"missed  {line[2..]} → {original}" : "");
            }

            output.WriteLine($"{lines[0]}: {here}");
            (right, wrong, missed) = (right + here.Right, wrong + here.Wrong, missed + here.Missed);
        }

        var (precision, recall) = (right / (double)(right + wrong), right / (double)(right + missed));
        output.WriteLine($"precision {precision:0.000} ({right} of {right + wrong}), recall {recall:0.000} ({right} of {right + missed})");
        Assert.True(right + missed >= 60);
        Assert.True(precision >= Precision, $"precision {precision:0.000}");
        Assert.True(recall >= Recall, $"recall {recall:0.000}");
    }
}

using Webinars.Rooms;
using Webinars.Rooms.Questions;
using Webinars.Rooms.Questions.Moderating;
using Webinars.Rooms.Questions.Similar;
using Webinars.Scheduling;
using static Webinars.Core.Tests.QuestionStory;

namespace Webinars.Core.Tests;

public class SimilarQuestionsTests(ITestOutputHelper output)
{
    /// <summary>Below what was measured (0.99 and 0.82; of what the rules had not seen 0.96 and 0.68); who makes it better may raise it.</summary>
    private const double Precision = 0.9, Recall = 0.78;

    /// <summary>Over paraphrases.txt: of what it offers, how much asks the same; of what asks the same, how much it offers.</summary>
    [Fact]
    public void What_it_offers_asks_the_same()
    {
        var (right, wrong, missed) = (0, 0, 0);
        foreach (var room in Repository.Read("tests/Core.Tests/Rooms/Questions/paraphrases.txt").Split("\n## ").Skip(1))
        {
            string[] lines = [.. room.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')];
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

    [Fact]
    public void Only_what_waits_in_the_open_is_offered()
    {
        var open = In(WebinarStatus.Live).Asks(Ada, "Will the session be recorded?").Asks(Otto, "Where is the exit?");
        Assert.Equal([2], Offered(open));
        Assert.Equal([2], Offered(open.Does(new StartAnswering(Pia, "s", 2))));
        foreach (var room in new[]
        {
            Reviewed(In(WebinarStatus.Live)).Asks(Ada, "Will the session be recorded?"),
            open.Dismisses(2), open.Does(new WithdrawQuestion(Ada, "w", 2)), open.Merges(2, 3), open.Does(new AnswerQuestion(Pia, "a", 2, "Yes.", false)),
        })
        {
            Assert.Empty(Offered(room));
        }
    }

    [Fact]
    public void It_offers_the_question_as_it_is_now_with_its_votes()
    {
        var room = In(WebinarStatus.Live).Asks(Ada, "Is this recorded?").Votes(Zoe, 2).Does(new EditQuestion(Ada, "e", 2, "Will this session be recorded?"));
        Assert.Equal([new SimilarQuestion(2, "Will this session be recorded?", 2)], FindSimilarQuestions.To("will the session be recorded", room.Questions));
    }

    [Fact]
    public void It_offers_three_at_most_the_most_alike_first()
    {
        var room = Enumerable.Range(0, 5).Aggregate(In(WebinarStatus.Live), (asked, _) => asked.Asks(Ada, "Will this session be recorded for later?")).Asks(Otto, "Will this session be recorded?");
        Assert.Equal(3, Offered(room).Count());
        Assert.Equal(7, Offered(room).First());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("?!")]
    [InlineData("...?!...")]
    [InlineData("will\0 the session be recorded")]
    public void What_says_nothing_is_like_nothing(string? text) =>
        Assert.Empty(FindSimilarQuestions.To(text, In(WebinarStatus.Live).Asks(Ada, "Will the session be recorded?").Asks(Ada, "...?").Questions));

    [Fact]
    public void What_is_no_text_is_like_nothing() =>
        Assert.Empty(FindSimilarQuestions.To("\ud800 will the session be recorded?", In(WebinarStatus.Live).Asks(Ada, "Will the session be recorded?").Questions));

    [Fact]
    public void A_text_longer_than_a_question_is_like_nothing() =>
        Assert.Empty(FindSimilarQuestions.To(new string('x', 1_001), In(WebinarStatus.Live).Asks(Ada, new string('x', 500)).Questions));

    private static IEnumerable<long> Offered(Room room) => FindSimilarQuestions.To("will the session be recorded?", room.Questions).Select(similar => similar.Id);
}

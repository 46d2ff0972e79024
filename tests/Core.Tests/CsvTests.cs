using CsCheck;
using Webinars.Text;

namespace Webinars.Core.Tests;

public sealed class CsvTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1\r\n")]
    [InlineData("+49 30", "'+49 30\r\n")]
    [InlineData("-2", "'-2\r\n")]
    [InlineData("@SUM(A1)", "'@SUM(A1)\r\n")]
    [InlineData("\t=1", "\"'\t=1\"\r\n")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\r\n")]
    [InlineData("Ada", "Ada\r\n")]
    [InlineData("a-b=c", "a-b=c\r\n")]
    [InlineData(null, "\r\n")]
    public void No_cell_is_a_formula(string? cell, string line) => Assert.Equal(line, Csv.Write([cell]));

    [Fact]
    public void What_was_written_is_read_again() => Gen.String[Gen.Char["ab ,;\"'\t=é"], 0, 8].Array[1, 5].Sample(cells =>
    {
        var read = Csv.Read(Csv.Write(cells)[..^2], ',')!;
        Assert.Equal(cells.Select(cell => (cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal) ? "'" + cell : cell).Trim()), read);
    });

    [Theory]
    [InlineData("\"a")]
    [InlineData("\"a\"b")]
    [InlineData("x,\"a\" b,y")]
    [InlineData("\"a\"\"")]
    public void A_broken_quote_is_no_line(string line) => Assert.Null(Csv.Read(line, ','));
}

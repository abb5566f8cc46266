using Glean.Analysis.Evaluation;
using Glean.Catalog;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis.Evaluation;

public sealed class LabelledTextReaderTests
{
    private const string Good =
        """{"id":"a","source":"blog","title":"T","text":"Nimbo is fast.","tools":[{"name":"Nimbo","aliases":[],"url":null,"category":"crm"}],"claims":[{"tool":"Nimbo","type":"feature","quote":"Nimbo is fast."}]}""";

    [Fact]
    public void A_line_is_read_with_its_tools_and_claims()
    {
        var text = Read(Good).Texts.ShouldHaveSingleItem();

        text.Tools.ShouldHaveSingleItem().Name.ShouldBe("Nimbo");
        text.Claims.ShouldHaveSingleItem().Type.ShouldBe(ClaimType.Feature);
    }

    [Theory]
    [InlineData("{", "Line 2 is not JSON")]
    [InlineData("[]", "Line 2: an object is expected")]
    [InlineData("""{"id":"b"}""", "Line 2: 'text' is missing")]
    [InlineData("""{"id":"b","text":"x","tools":3}""", "Line 2: 'tools' must be a list")]
    public void A_wrong_line_is_named_and_the_rest_goes_in(string line, string problem)
    {
        var read = Read(Good + "\n" + line + "\n\n" + Good);

        read.Texts.Count.ShouldBe(2);
        read.Problems.ShouldHaveSingleItem().ShouldStartWith(problem);
    }

    [Theory]
    [InlineData("praise", "Nimbo is fast.", "unknown")]
    [InlineData("feature", "Nimbo is slow.", "does not stand in the text")]
    public void A_wrong_claim_is_named_and_left_out(string type, string quote, string problem)
    {
        var line = Good.Replace("\"type\":\"feature\",\"quote\":\"Nimbo is fast.\"", $"\"type\":\"{type}\",\"quote\":\"{quote}\"", StringComparison.Ordinal);

        var read = Read(line);

        read.Texts.ShouldHaveSingleItem().Claims.ShouldBeEmpty();
        read.Problems.ShouldHaveSingleItem().ShouldContain(problem);
    }

    private static LabelledTexts Read(string lines) => LabelledTextReader.Read(new StringReader(lines));
}

using Glean.Analysis.Rules;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis.Rules;

/// <summary>Texts by number, however many and whatever they hold.</summary>
public sealed class VocabularyTests
{
    [Fact]
    public void Every_text_keeps_its_number_while_the_table_grows()
    {
        var table = new Vocabulary();
        List<string> texts = [.. Enumerable.Range(0, 70_000).Select(i => $"{(char)('a' + (i % 26))}{i:x}{new string('é', i % 9)}")];

        texts.ConvertAll(t => table.Add(t)).ShouldBe(Enumerable.Range(0, texts.Count));

        texts.ConvertAll(t => table.Find(t)).ShouldBe(Enumerable.Range(0, texts.Count));
        table.Count.ShouldBe(texts.Count);
    }

    [Fact]
    public void A_text_that_is_there_already_is_not_added_again()
    {
        var table = new Vocabulary();
        table.Add("crm");
        table.Add("");

        table.Add("crm").ShouldBe(0);
        table.Add("").ShouldBe(1);
        table.Count.ShouldBe(2);
    }

    [Fact]
    public void What_only_looks_alike_is_not_found()
    {
        var table = new Vocabulary();
        foreach (var text in new[] { "sales", "salesforce", "\0", "naïve", new string('x', 300) })
            table.Add(text);

        foreach (var other in new[] { "", "sale", "Sales", "sales ", "salesforces", "\0\0", "naive", new string('x', 299), new string('x', 301) })
            table.Contains(other).ShouldBeFalse(other);
    }

    [Fact]
    public void A_table_that_is_full_says_so_and_keeps_what_it_has()
    {
        var table = new Vocabulary();
        var longest = new string('y', char.MaxValue);
        table.Add("first");
        Should.Throw<InvalidOperationException>(() =>
        {
            for (var i = 0; i < 300; i++)
                table.Add($"{i:000}{longest[3..]}");
        });

        table.Find("first").ShouldBe(0);
        table.Find("001" + longest[3..]).ShouldBe(2);
        Should.Throw<InvalidOperationException>(() => table.Add(longest + "y"));
    }
}

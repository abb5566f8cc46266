using System.Text.Json;
using System.Text.RegularExpressions;
using Glean.Analysis;
using Glean.Analysis.Rules;
using Glean.Catalog;

namespace Glean.Tests.Support;

/// <summary>Answers as a model that reads like the built-in analyzer, so that what comes out is known.</summary>
public static partial class FakeReader
{
    private static readonly RulesAnalyzer Rules = new();

    public static FakeReply Honest(FakeQuestion question) => new(JsonSerializer.Serialize(new
    {
        texts = question.Texts.Select((text, i) => question.IsDecision ? Keep(text, i + 1) : Read(text, i + 1)),
    }));

    /// <summary>An entry for one text as the extraction prompt asks for it.</summary>
    public static object Entry(int number, IEnumerable<(string Name, string? Url)> tools, IEnumerable<(string Tool, string Type, string Quote)> claims) => new
    {
        text = number,
        tools = tools.Select(t => new { name = t.Name, aliases = Array.Empty<string>(), url = t.Url, category = Focus.Other }),
        claims = claims.Select(c => new { tool = c.Tool, type = c.Type, quote = c.Quote }),
    };

    private static object Read(string text, int number)
    {
        var title = text.Split('\n')[1]["title: ".Length..];
        var found = Rules.Analyze(new SourceText(title, FakeQuestion.Body(text)));
        return Entry(number, found.Tools.Select(t => (t.Name, t.Url)), found.Claims.Select(c => (c.Tool, c.Type.ToWire(), c.Quote)));
    }

    private static object Keep(string text, int number)
    {
        var (tools, statements) = (text[..text.IndexOf("\nProposed statements:", StringComparison.Ordinal)], text[text.IndexOf("\nProposed statements:", StringComparison.Ordinal)..]);
        return new
        {
            text = number,
            tools = Numbered().Matches(tools).Select(m => new { id = int.Parse(m.Groups["id"].Value), keep = true }),
            claims = Statement().Matches(statements).Select(m => new { id = int.Parse(m.Groups["id"].Value), type = m.Groups["type"].Value }),
        };
    }

    [GeneratedRegex(@"^(?<id>\d+)\. ", RegexOptions.Multiline)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^(?<id>\d+)\. of .*?, (?<type>[a-z_]+): «", RegexOptions.Multiline)]
    private static partial Regex Statement();
}

using System.Text.RegularExpressions;
using Glean.Catalog;

namespace Glean.Analysis.Llm;

/// <summary>
/// Signs that a text speaks to a language model. No defence in itself (those are the schema, the quotes and that a model can do nothing):
/// such a text is read apart from others, and nothing in a paragraph that gives orders is evidence.
/// </summary>
internal static partial class InjectionCues
{
    public static bool Speaks(SourceText text) => Signs().IsMatch(text.Title) || Signs().IsMatch(text.Text);

    /// <summary>The words are an order to a model rather than a statement about a tool.</summary>
    public static bool IsOrder(string quote) => Signs().IsMatch(quote);

    /// <summary>What of <paramref name="text"/> gives orders: from the sentence with the first sign to the end of its paragraph, since orders go on.</summary>
    public static List<TextSpan> Orders(string text)
    {
        List<TextSpan> orders = [];
        foreach (var sign in Signs().EnumerateMatches(text))
        {
            if (orders.Count > 0 && sign.Index < orders[^1].End)
            {
                continue;
            }

            var start = sign.Index;
            while (start > 0 && !EndsSentence(text, start - 1))
            {
                start--;
            }

            var end = text.IndexOf('\n', sign.Index + sign.Length);
            orders.Add(new TextSpan(start, end < 0 ? text.Length : end));
        }

        return orders;
    }

    /// <summary>The dots of an address end nothing: white space has to follow.</summary>
    private static bool EndsSentence(string text, int at) =>
        text[at] == '\n' || (text[at] is '.' or '!' or '?' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1])));

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(
        @"\b(ignore|disregard|forget|override|bypass)\s+(all|any|the|your|my|our|of|these|those|previous|prior|above|earlier|preceding|other|\s)*(instructions?|prompts?|rules|directions|guidelines|constraints|restrictions|messages?)\b" +
        @"|\b(system|developer)\s+(prompt|message|instructions?|mode)\b|\bnew\s+(important\s+)?instructions?\b|\bprompt\s+injection\b|\byou\s+are\s+now\s+(a|an|in|the)\b" +
        @"|\bas\s+an?\s+(ai|language)\s+(model|assistant)\b|\b(ai|language|llm)\s+(model|assistant|reader|system)s?[:,]\s" +
        @"|\b(attention|note|message|instructions?)\s+(to|for)\s+(the\s+)?(ai|llms?|language\s+models?|assistants?|extractor|analyzer|model)\b" +
        @"|\b(set|change|raise|update)\s+(the|its|their|your)?\s*(status|score|confidence|relevance|rating|setting)s?\b|\b(mark|approve|reject|rate)\s+(it|this|the|that|them|all|every)?\s*\w*\s*(tool|product|claim|entry)?\s*(as\s+)?(approved|rejected|verified)\b" +
        @"|\b(respond|reply|answer)\s+(only\s+|simply\s+)?with\b|<\|[a-z_]+\|>|\[/?INST\]|</?(system|assistant|user|instructions?)>|\bTEXT\s+\d+\s+(BEGINS|ENDS)\b",
        Options)]
    private static partial Regex Signs();
}

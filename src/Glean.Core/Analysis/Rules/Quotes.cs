using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>The words that are quoted for a statement.</summary>
internal static class Quotes
{
    private const int MaximumLength = 600;

    /// <summary>The segment without bullets and white space; a run-on of a page is cut at a word.</summary>
    public static TextSpan Of(Reading reading, Segment segment)
    {
        var span = segment.Span;
        if (span.Length <= MaximumLength)
            return span;
        var cut = reading.Text.LastIndexOf(' ', span.Start + MaximumLength, MaximumLength / 2);
        return new TextSpan(span.Start, cut > span.Start ? cut : span.Start + MaximumLength);
    }
}

using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>A place where a product may be named.</summary>
/// <param name="Key">What joins mentions of one product.</param>
/// <param name="Base">The name without its edition: <c>Claude</c> in <c>Claude Pro</c>.</param>
/// <param name="Entry">Its row of the catalogue, or -1 when only the text speaks for it.</param>
/// <param name="Ambiguous">Whether the form found is also an ordinary word.</param>
internal sealed record Mention(TextSpan Span, int FirstToken, int EndToken, string Key, TextSpan Base, int Entry, bool Ambiguous, bool InTitle)
{
    /// <summary>Whether it is an entry of a curated list.</summary>
    public bool IsListed { get; init; }
}

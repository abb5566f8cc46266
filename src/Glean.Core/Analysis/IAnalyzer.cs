using System.Runtime.CompilerServices;
using Glean.Catalog;
using Glean.Catalog.Audiences;
using Glean.Catalog.Prices;

namespace Glean.Analysis;

/// <summary>What an analyzer reads: one discovery's words.</summary>
/// <param name="Title">The headline, may be empty.</param>
/// <param name="Text">The body; every span and quote refers to this text, unchanged.</param>
/// <param name="Source">The kind of source (<c>reddit</c>, <c>rss</c>, …), a weak hint of style.</param>
/// <param name="Url">The address of the discovery, when known.</param>
public sealed record SourceText(string Title, string Text, string Source = "", string? Url = null)
{
    /// <summary>The discovery it is, to keep account of what reading it costs; null outside the pipeline.</summary>
    public long? DiscoveryId { get; init; }

    /// <summary>The row of its source.</summary>
    public long? SourceId { get; init; }

    /// <summary>JSON-LD that came with it; the only thing besides the text that facts of a tool are taken from.</summary>
    public string? JsonLd { get; init; }
}

/// <summary>A product that the text names.</summary>
/// <param name="Name">The most complete surface form in the text.</param>
/// <param name="Aliases">Other surface forms of the same product in the text.</param>
/// <param name="Url">Its address, only if it stands in the text or the catalogue.</param>
/// <param name="Category">A category of the focus.</param>
/// <param name="Confidence">0..1, that this is a product and named as one.</param>
/// <param name="Mentions">Where it is named in the text, in order; empty when only the title names it.</param>
/// <param name="Evidence">Why the analyzer believes so, in a few words.</param>
public sealed record ExtractedTool(
    string Name,
    IReadOnlyList<string> Aliases,
    string? Url,
    string Category,
    double Confidence,
    IReadOnlyList<TextSpan> Mentions,
    string Evidence)
{
    /// <summary>
    /// The usual full name when the product is in the catalogue (<c>Apollo.io</c> where the text says "Apollo");
    /// what the tool is stored under.
    /// </summary>
    public string? CatalogueName { get; init; }
}

/// <summary>One statement about one tool.</summary>
/// <param name="Tool">The <see cref="ExtractedTool.Name"/> it is about.</param>
/// <param name="Quote">Verbatim: equal to the text at <paramref name="Span"/>.</param>
/// <param name="Confidence">0..1, calibrated: of claims given 0.7, seven in ten should hold.</param>
public sealed record ExtractedClaim(string Tool, ClaimType Type, string Quote, TextSpan Span, double Confidence)
{
    /// <summary>For whom the tool is, read from the quote of a claim of type audience; else null.</summary>
    public Audience? Audience => Type == ClaimType.Audience && AudienceReader.Read(Quote) is { IsEmpty: false } audience ? audience : null;

    /// <summary>The prices that the quote of a claim of type pricing names, with spans in the quote.</summary>
    public IReadOnlyList<PriceExpression> Prices => Type == ClaimType.Pricing ? PriceReader.Read(Quote) : [];
}

/// <summary>What an analyzer found in one text.</summary>
/// <param name="Dropped">Quotes that could not be located in the text and were left out.</param>
public sealed record Extraction(
    IReadOnlyList<ExtractedTool> Tools,
    IReadOnlyList<ExtractedClaim> Claims,
    int Dropped = 0)
{
    public static readonly Extraction Empty = new([], []);

    /// <summary>Characters at the end of the text that were not read, because it is longer than what a language model is shown.</summary>
    public int Unread { get; init; }
}

/// <summary>What became of one text: what was found in it, or why it could not be read.</summary>
/// <param name="Failure">The fault of this text: after three of them it is set aside. Null when there is an extraction.</param>
public sealed record TextOutcome(SourceText Text, Extraction? Extraction, string? Failure = null);

/// <summary>Reads a text and says which tools it names and what it claims of them. Never fetches, but for a language model.</summary>
public interface IAnalyzer
{
    /// <summary>The name used on the command line: <c>rules</c>, <c>claude</c>, …</summary>
    string Name { get; }

    Task<Extraction> AnalyzeAsync(SourceText text, CancellationToken cancellationToken);

    /// <summary>
    /// Reads several texts and gives their outcomes in groups, in any order; each group is saved before the next is asked for. An
    /// exception ends the run without blame on the texts that have no outcome yet.
    /// </summary>
    async IAsyncEnumerable<IReadOnlyList<TextOutcome>> AnalyzeAllAsync(
        IReadOnlyList<SourceText> texts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Long texts may make thousands of claims each.
        const int mostClaims = 10_000;
        List<TextOutcome> outcomes = [];
        var claims = 0;
        foreach (var text in texts)
        {
            try
            {
                outcomes.Add(new TextOutcome(text, await AnalyzeAsync(text, cancellationToken)));
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // One text must not hold up the others: it is tried again by the next runs and then set aside with its reason.
                outcomes.Add(new TextOutcome(text, null, $"{e.GetType().Name}: {e.Message}"));
            }

            claims += outcomes[^1].Extraction?.Claims.Count ?? 0;
            if (claims >= mostClaims)
            {
                yield return outcomes;
                (outcomes, claims) = ([], 0);
            }
        }

        if (outcomes.Count > 0)
        {
            yield return outcomes;
        }
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using Glean.Catalog;

namespace Glean.Analysis.Evaluation;

/// <summary>Runs an analyzer over labelled texts and scores what it finds.</summary>
public static class Evaluator
{
    // Quotes stay readable: the file is data for people and scripts, never part of a page.
    private static readonly JsonSerializerOptions PredictionFormat = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<EvaluationResult> RunAsync(
        IAnalyzer analyzer, IReadOnlyList<LabelledText> texts, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var sources = texts.Select(t => t.ToSource()).ToList();
        var outcomes = new Dictionary<SourceText, TextOutcome>(ReferenceEqualityComparer.Instance);
        await foreach (var group in analyzer.AnalyzeAllAsync(sources, cancellationToken).ConfigureAwait(false))
        {
            foreach (var outcome in group)
                outcomes[outcome.Text] = outcome;
        }

        var elapsed = time.GetElapsedTime(started);
        return new EvaluationResult([.. texts.Select((t, i) => ExtractionScorer.Score(t, outcomes[sources[i]].Extraction ?? Extraction.Empty))], elapsed)
        {
            Unread = [.. outcomes.Values.Where(o => o.Failure is not null).Select(o => o.Failure!)],
        };
    }

    /// <summary>Writes what was predicted, one object a line, in the format of the labels.</summary>
    public static void WritePredictions(EvaluationResult result, TextWriter output)
    {
        foreach (var score in result.Texts)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                id = score.Text.Id,
                tools = score.Predicted.Tools.Select(t => new
                {
                    name = t.Name,
                    aliases = t.Aliases,
                    url = t.Url,
                    category = t.Category,
                    confidence = Math.Round(t.Confidence, 3),
                    evidence = t.Evidence,
                }),
                claims = score.Predicted.Claims.Select(c => new
                {
                    tool = c.Tool,
                    type = c.Type.ToWire(),
                    quote = c.Quote,
                    start = c.Span.Start,
                    end = c.Span.End,
                    confidence = Math.Round(c.Confidence, 3),
                    audience = c.Audience is { } a ? new { size = a.Size, businesses = a.Businesses, teams = a.Teams, industries = a.Industries } : null,
                    prices = c.Prices.Select(p => new { amount = p.Amount, up_to = p.UpTo, currency = p.Currency, period = p.Period.ToString().ToLowerInvariant(), unit = p.Unit }),
                }),
            }, PredictionFormat));
        }
    }
}

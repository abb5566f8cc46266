using Glean.Catalog;

namespace Glean.Analysis.Evaluation;

/// <summary>An evaluation as plain lines for a terminal or a log.</summary>
public static class EvaluationText
{
    /// <summary>The main figures in one line.</summary>
    public static string Line(string what, EvaluationResult result)
    {
        var total = result.Total;
        return $"{what,-24} texts {result.Texts.Count,4}  tools {Figures(total.Tools)}  claims {Figures(total.Claims)}  "
               + $"typed {total.TypedClaims.F1:0.000}  empty left empty {result.EmptyTextsLeftEmpty}/{result.EmptyTexts}";
    }

    /// <summary>The full report: totals with intervals, types, sources, reliability of the confidences.</summary>
    public static void Write(EvaluationResult result, TextWriter output)
    {
        var total = result.Total;
        output.WriteLine($"texts                 {result.Texts.Count}");
        Row("tools", total.Tools, result.Interval(s => s.Tools.F1));
        Row("claims", total.Claims, result.Interval(s => s.Claims.F1));
        Row("claims with type", total.TypedClaims, result.Interval(s => s.TypedClaims.F1));
        output.WriteLine($"macro F1 over types   {result.MacroF1:0.000}");
        output.WriteLine($"quotes verbatim       {result.VerbatimShare:P1} ({result.VerbatimQuotes} of {result.Quotes})");
        output.WriteLine($"empty left empty      {result.EmptyShare:P1} ({result.EmptyTextsLeftEmpty} of {result.EmptyTexts})");
        output.WriteLine($"texts a second        {result.TextsPerSecond:0}");

        output.WriteLine("by type               precision recall    F1");
        foreach (var (type, tally) in result.ByType)
            output.WriteLine($"  {type.ToWire(),-20}{Figures(tally)}  labelled {tally.Labelled}, predicted {tally.Predicted}");
        output.WriteLine("by source             tools F1  claims F1 with type");
        foreach (var (source, summary) in result.BySource)
            output.WriteLine($"  {source,-20}{summary.Tools.F1,8:0.000}{summary.Claims.F1,10:0.000}{summary.TypedClaims.F1,10:0.000}");
        output.WriteLine("claim confidence      claims   mean  holding");
        foreach (var bin in result.Reliability())
            output.WriteLine($"  {bin.From:0.0}-{bin.To:0.0}             {bin.Count,7} {bin.MeanConfidence,6:0.00} {bin.ShareHolding,8:0.00}");

        void Row(string name, Tally tally, (double Low, double High) interval) => output.WriteLine(
            $"{name,-22}precision {tally.Precision:0.000}  recall {tally.Recall:0.000}  F1 {tally.F1:0.000}  (95% {interval.Low:0.00} to {interval.High:0.00})");
    }

    /// <summary>Every false, missed or mistyped prediction, a line each.</summary>
    public static void WriteErrors(EvaluationResult result, TextWriter output)
    {
        foreach (var error in result.Texts.SelectMany(t => t.Errors))
            output.WriteLine($"{error.Id} {error.Kind} {error.What} [{error.Tool}] {error.Detail.ReplaceLineEndings(" ")}");
    }

    private static string Figures(Tally tally) => $"{tally.Precision:0.000} {tally.Recall:0.000} {tally.F1:0.000}";
}

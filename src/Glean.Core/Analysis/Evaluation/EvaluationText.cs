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
        var figures = EvaluationFigures.Of(result);
        output.WriteLine($"texts                 {result.Texts.Count}");
        output.WriteLine("with 95% intervals    precision             recall                F1");
        for (var row = 0; row < 9; row += 3)
            output.WriteLine($"{figures[row].Name.Replace(" precision", "", StringComparison.Ordinal),-22}{Shown(figures[row])}  {Shown(figures[row + 1])}  {Shown(figures[row + 2])}");
        output.WriteLine($"macro F1 over types   {Shown(figures[9])}");
        output.WriteLine($"quotes verbatim       {result.VerbatimShare:P1} ({result.VerbatimQuotes} of {result.Quotes})");
        output.WriteLine($"empty left empty      {Shown(figures[10])} ({result.EmptyTextsLeftEmpty} of {result.EmptyTexts})");
        output.WriteLine($"texts a second        {result.TextsPerSecond:0}");
        if (result.Unread.Count > 0)
            output.WriteLine($"could not be read     {result.Unread.Count}: {result.Unread[0].ReplaceLineEndings(" ")}");

        output.WriteLine("by type               precision recall    F1");
        foreach (var (type, tally) in result.ByType)
            output.WriteLine($"  {type.ToWire(),-20}{Figures(tally)}  labelled {tally.Labelled}, predicted {tally.Predicted}");
        output.WriteLine("by source             texts  tools F1  claims F1 with type  empty left empty");
        foreach (var source in result.Texts.GroupBy(t => t.Text.Source, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var summary = result.BySource[source.Key];
            output.WriteLine($"  {source.Key,-20}{source.Count(),5}{summary.Tools.F1,10:0.000}{summary.Claims.F1,11:0.000}{summary.TypedClaims.F1,10:0.000}  {source.Count(t => t.IsLeftEmpty)} of {source.Count(t => t.IsEmpty)}");
        }

        output.WriteLine("claim confidence      claims   mean  holding");
        foreach (var bin in result.Reliability())
            output.WriteLine($"  {bin.From:0.0}-{bin.To:0.0}             {bin.Count,7} {bin.MeanConfidence,6:0.00} {bin.ShareHolding,8:0.00}");
    }

    /// <summary>Every false, missed or mistyped prediction, a line each.</summary>
    public static void WriteErrors(EvaluationResult result, TextWriter output)
    {
        foreach (var error in result.Texts.SelectMany(t => t.Errors))
            output.WriteLine($"{error.Id} {error.Kind} {error.What} [{error.Tool}] {error.Detail.ReplaceLineEndings(" ")}");
    }

    /// <summary>Two analyzers on the same texts, figure by figure.</summary>
    public static void WriteComparison(string first, EvaluationResult one, string second, EvaluationResult other, TextWriter output)
    {
        output.WriteLine($"{"",-28}{first,12}{second,12}  difference (95% interval)");
        foreach (var figure in EvaluationFigures.Compare(one, other))
        {
            output.WriteLine(
                $"{figure.Name,-28}{figure.First,12:0.000}{figure.Second,12:0.000}  {figure.Difference,+6:+0.000;-0.000;0.000} ({figure.Low:+0.00;-0.00;0.00} to {figure.High:+0.00;-0.00;0.00}){(figure.IsSettled ? "" : " not settled")}");
        }

        output.WriteLine($"{"texts a second",-28}{one.TextsPerSecond,12:0}{other.TextsPerSecond,12:0}");
    }

    private static string Shown(Figure figure) => $"{figure.Value:0.000} ({figure.Low:0.00} to {figure.High:0.00})";

    private static string Figures(Tally tally) => $"{tally.Precision:0.000} {tally.Recall:0.000} {tally.F1:0.000}";
}

using System.Security.Cryptography;
using System.Text;
using Glean.Analysis.Evaluation;
using Glean.Analysis.Rules;

namespace Glean.Corpora;

/// <summary>
/// The built-in analyzer on the labelled texts of the corpora: the two thirds that may be looked at while working, the
/// third that is held back (by hash of the id), and all.
/// </summary>
public static class ExtractionReport
{
    public static void Run(string folder, TextWriter output)
    {
        var texts = Read(folder);
        var analyzer = new RulesAnalyzer();
        foreach (var (what, part) in new (string, List<LabelledText>)[]
                 {
                     ("two thirds", [.. texts.Where(t => !IsHeldBack(t))]), ("held-back third", [.. texts.Where(IsHeldBack)]), ("all", texts),
                 })
        {
            var result = new EvaluationResult(
                [.. part.Select(t => ExtractionScorer.Score(t, analyzer.Analyze(t.ToSource())))], TimeSpan.Zero);
            output.WriteLine($"-- {what}");
            EvaluationText.Write(result, output);
        }
    }

    public static List<LabelledText> Read(string folder)
    {
        using var reader = new StreamReader(Path.Combine(folder, "labelled.jsonl"));
        return [.. LabelledTextReader.Read(reader).Texts];
    }

    /// <summary>A third of the texts by a hash of their id: stable, and no secret depends on it.</summary>
    public static bool IsHeldBack(LabelledText text)
    {
#pragma warning disable CA5350
        return SHA1.HashData(Encoding.UTF8.GetBytes(text.Id)).Sum(b => b) % 3 == 0;
#pragma warning restore CA5350
    }
}

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

    public static bool IsHeldBack(LabelledText text) =>
        System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.UTF8.GetBytes(text.Id)).Sum(b => b) % 3 == 0;
}

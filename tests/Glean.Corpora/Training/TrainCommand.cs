using Glean.Analysis.Evaluation;

namespace Glean.Corpora.Training;

/// <summary>Fits the tables of weights; with <c>--check</c> also scores them on the open part of the corpora.</summary>
public static class TrainCommand
{
    public static int Run(string[] args, TextWriter output)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Glean.slnx")))
            root = root.Parent;
        if (root is null)
        {
            output.WriteLine("Glean.slnx is in none of the folders above: run this inside the repository.");
            return 1;
        }

        List<LabelledText> check = args.Contains("--check") && CorporaFolder.Find() is { } corpora
            ? [.. ExtractionReport.Read(Path.Combine(corpora, "extraction")).Where(t => !ExtractionReport.IsHeldBack(t))]
            : [];
        RulesTrainer.Run(
            Path.Combine(root.FullName, "tests/Glean.Tests/Analysis/Labelled"),
            Path.Combine(root.FullName, "src/Glean.Core/Analysis/Data"),
            [.. check, .. args.Where(File.Exists).SelectMany(ReadOwn)], args.Contains("--write"), args.Contains("--errors"), args.Contains("--kinds"), output);
        return 0;
    }

    private static IReadOnlyList<LabelledText> ReadOwn(string file)
    {
        using var reader = new StreamReader(file);
        return LabelledTextReader.Read(reader).Texts;
    }
}

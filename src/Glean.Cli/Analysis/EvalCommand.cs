using System.CommandLine;
using System.Text;
using Glean.Analysis.Evaluation;
using Glean.Analysis.Rules;
using Glean.Catalog;

namespace Glean.Cli.Analysis;

/// <summary><c>glean eval FILE.jsonl</c>: how well an analyzer does on labelled texts. Needs no database.</summary>
public static class EvalCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "Labelled texts, one JSON object a line", HelpName = "FILE.jsonl" };
        var analyzer = AnalyzerOption.Create();
        var predictions = new Option<FileInfo?>("--predictions") { Description = "Write what was predicted, one object a line", HelpName = "OUT.jsonl" };
        var errors = new Option<bool>("--errors") { Description = "List every false, missed and mistyped prediction" };
        var command = new Command("eval", "Extraction quality of an analyzer against labelled texts") { file, analyzer, predictions, errors };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(file),
            parsed.GetValue(analyzer)!,
            parsed.GetValue(predictions),
            parsed.GetValue(errors),
            Console.Out,
            Console.Error,
            cancellationToken));
        return command;
    }

    internal static async Task<int> RunAsync(
        FileInfo file, string analyzerName, FileInfo? predictions, bool errors, TextWriter output, TextWriter problems, CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            throw new GleanException(FailureKind.Usage, $"There is no file {file.FullName}.", "Give the path of labelled texts, one JSON object a line.");
        }

        LabelledTexts labelled;
        using (var reader = new StreamReader(file.FullName, Encoding.UTF8))
        {
            labelled = LabelledTextReader.Read(reader);
        }

        foreach (var problem in labelled.Problems)
        {
            await problems.WriteLineAsync(problem);
        }

        if (labelled.Texts.Count == 0)
        {
            throw new GleanException(FailureKind.Work, $"{file.FullName} holds no labelled text.", "Each line must be an object with id, text, tools and claims.");
        }

        var analyzer = Resolve(analyzerName);
        await output.WriteLineAsync($"analyzer              {analyzer.Name}");
        var result = await Evaluator.RunAsync(analyzer, labelled.Texts, TimeProvider.System, cancellationToken);
        EvaluationText.Write(result, output);
        if (errors)
        {
            EvaluationText.WriteErrors(result, output);
        }

        if (predictions is not null)
        {
            await using var writer = new StreamWriter(predictions.FullName, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            Evaluator.WritePredictions(result, writer);
        }

        return ExitCode.Done;
    }

    /// <summary>Without a database there are no approved tools of one's own: the built-in analyzer knows the shipped catalogue only.</summary>
    private static RulesAnalyzer Resolve(string name) => name is AnalyzerOption.Auto or AnalyzerOption.Rules
        ? new RulesAnalyzer()
        : throw new GleanException(FailureKind.Setting, $"The analyzer '{name}' is not part of this version.", "Use the built-in one: --analyzer rules");
}

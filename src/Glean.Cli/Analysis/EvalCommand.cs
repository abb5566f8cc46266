using System.CommandLine;
using System.Text;
using Glean.Analysis;
using Glean.Analysis.Evaluation;
using Glean.Catalog;
using Glean.Egress;
using Glean.Llm;

namespace Glean.Cli.Analysis;

/// <summary><c>glean eval</c>: how well an analyzer does on labelled texts. Needs no database.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("file") { Description = "Labelled texts, one JSON object a line; several files are taken together", HelpName = "FILE.jsonl", Arity = ArgumentArity.OneOrMore };
        var analyzer = AnalyzerOption.Create();
        var compare = new Option<string?>("--compare") { Description = "Compare two analyzers on the same texts, for example rules,claude", HelpName = "A,B" };
        var predictions = new Option<FileInfo?>("--predictions") { Description = "Write what was predicted, one object a line", HelpName = "OUT.jsonl" };
        var errors = new Option<bool>("--errors") { Description = "List every false, missed and mistyped prediction" };
        var json = GlobalOptions.Json();
        return new Command("eval", "Extraction quality of an analyzer against labelled texts") { files, analyzer, compare, predictions, errors, json }.Does(async (session, parsed, cancellationToken) =>
        {
            var texts = Read(parsed.GetRequiredValue(files), session.Error);
            if (parsed.GetValue(compare) is { } pair)
            {
                await CompareAsync(session, pair, texts, cancellationToken);
                return ExitCode.Done;
            }

            var result = await RunAsync(session, parsed.GetValue(analyzer)!, texts, say: !parsed.GetValue(json), cancellationToken);
            if (parsed.GetValue(json))
            {
                session.WriteJson(new { Texts = result.Texts.Count, Figures = EvaluationFigures.Of(result), QuotesVerbatim = result.VerbatimShare, result.TextsPerSecond, Unread = result.Unread.Count, Reliability = result.Reliability() });
            }
            else
            {
                EvaluationText.Write(result, session.Out);
            }

            if (parsed.GetValue(errors))
            {
                EvaluationText.WriteErrors(result, parsed.GetValue(json) ? session.Error : session.Out);
            }

            if (parsed.GetValue(predictions) is { } output)
            {
                await using var writer = new StreamWriter(output.FullName, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
                Evaluator.WritePredictions(result, writer);
            }

            return ExitCode.Done;
        });
    }

    private static List<LabelledText> Read(FileInfo[] files, TextWriter problems)
    {
        List<LabelledText> texts = [];
        foreach (var file in files)
        {
            if (!file.Exists)
            {
                throw new GleanException(FailureKind.Usage, $"There is no file {file.FullName}.", "Give the path of labelled texts, one JSON object a line.");
            }

            using var reader = new StreamReader(file.FullName, Encoding.UTF8);
            var labelled = LabelledTextReader.Read(reader);
            foreach (var problem in labelled.Problems)
            {
                problems.WriteLine(files.Length == 1 ? problem : $"{file.Name}: {problem}");
            }

            if (labelled.Texts.Count == 0)
            {
                throw new GleanException(FailureKind.Work, $"{file.FullName} holds no labelled text.", "Each line must be an object with id, text, tools and claims.");
            }

            texts.AddRange(labelled.Texts);
        }

        return texts;
    }

    private static async Task CompareAsync(Session session, string pair, List<LabelledText> texts, CancellationToken cancellationToken)
    {
        if (pair.Split(',', StringSplitOptions.TrimEntries) is not [var first, var second] || !AnalyzerChoice.Names.Contains(first) || !AnalyzerChoice.Names.Contains(second))
        {
            throw new GleanException(FailureKind.Usage, $"--compare takes two analyzers, not '{pair}'.", $"Write two of {string.Join(", ", AnalyzerChoice.Names)} with a comma between them");
        }

        var one = await RunAsync(session, first, texts, say: false, cancellationToken);
        var other = await RunAsync(session, second, texts, say: false, cancellationToken);
        session.Out.WriteLine($"texts                 {texts.Count}");
        EvaluationText.WriteComparison(first, one, second, other, session.Out);
    }

    /// <summary>Without a database there are no approved tools of one's own, and no settings but those of the environment and the file.</summary>
    private static async Task<EvaluationResult> RunAsync(Session session, string name, List<LabelledText> texts, bool say, CancellationToken cancellationToken)
    {
        if (say)
        {
            session.Out.WriteLine($"analyzer              {AnalyzerChoice.Describe(name, session.Settings)}");
        }

        using var chosen = AnalyzerChoice.Resolve(name, session.Settings, Focus.Default, [], database: null, jobId: null, session.Time);
        try
        {
            var result = await Evaluator.RunAsync(chosen.Analyzer, texts, session.Time, cancellationToken);
            if (chosen.Ledger is { } ledger)
            {
                session.Error.WriteLine($"{chosen.Analyzer.Name}: {ledger.Calls} questions, {ledger.Job.Tokens:N0} tokens, {ledger.Job.Usd:0.0000} USD");
            }

            return result;
        }
        catch (Exception e) when (e is LlmBudgetException or ServiceFailedException)
        {
            throw new GleanException(FailureKind.Work, e.Message, "Nothing was scored; the texts of an evaluation are read as a whole or not at all.", e);
        }
    }
}

using System.Runtime.CompilerServices;
using Glean.Catalog;
using Glean.Egress;
using Glean.Llm;

namespace Glean.Analysis.Llm;

/// <summary>
/// Has texts read by a language model. An answer of the wrong form is asked for once more, one that was cut off is asked for in halves, a
/// question about several texts that fails is asked for each alone. What then still fails is the text's fault if the model answers a
/// harmless question, and else the service's, which ends the run without blame on any text.
/// </summary>
internal sealed class LlmAnalyzer(string name, LlmClient client, IReadingMethod method) : IAnalyzer, IDisposable
{
    private const int DeepestSplit = 4;

    private static readonly SourceText Harmless = new("", "Pipedrive has a free trial of 14 days.");

    public string Name => name;

    public LlmClient Client => client;

    public IReadingMethod Method => method;

    public async Task<Extraction> AnalyzeAsync(SourceText text, CancellationToken cancellationToken)
    {
        await foreach (var group in AnalyzeAllAsync([text], cancellationToken))
        {
            return group[0].Extraction ?? throw new GleanException(FailureKind.Work, group[0].Failure!);
        }

        throw new InvalidOperationException("A text was given and none came back.");
    }

    public async IAsyncEnumerable<IReadOnlyList<TextOutcome>> AnalyzeAllAsync(
        IReadOnlyList<SourceText> texts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = new Dictionary<SourceText, OpenText>(texts.Select(t => KeyValuePair.Create(t, new OpenText(t, method))), ReferenceEqualityComparer.Instance);
        if (open.Values.Where(t => t.Parts.Count == 0).Select(t => new TextOutcome(t.Text, Extraction.Empty)).ToList() is { Count: > 0 } empty)
        {
            yield return empty;
        }

        foreach (var wave in CallPlan.Of(open.Values.SelectMany(t => t.Parts)).Chunk(client.Access.Parallel))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var results = await Task.WhenAll(wave.Select(call => ReadCallAsync(call, cancellationToken)));
            foreach (var result in results.SelectMany(r => r.Parts))
            {
                open[result.Part.Text].Take(result);
            }

            var done = open.Values.Where(t => t.TryFinish()).Select(t => t.Outcome!).ToList();
            if (done.Count > 0)
            {
                yield return done;
            }

            results.FirstOrDefault(r => r.Stop is not null)?.Throw();
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>Takes what an answer got by another way, a batch, says of the parts; null when it is of no use.</summary>
    public IReadOnlyList<Extraction>? Read(PlannedCall call, LlmAnswer answer) =>
        answer.Ending == LlmEnding.Complete && method.Read(call, answer.Text) is { Problem: null, Doubtful.Count: 0 } reading ? reading.Parts : null;

    /// <summary>Asks, and keeps what comes as values, so that calls at the same time do not lose each other's answers.</summary>
    private async Task<CallResult> ReadCallAsync(PlannedCall call, CancellationToken cancellationToken)
    {
        List<PartResult> results = [];
        try
        {
            await ReadAsync(call, results, depth: 0, cancellationToken);
            return new CallResult(results, null);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new CallResult(results, e);
        }
    }

    private async Task ReadAsync(PlannedCall call, List<PartResult> results, int depth, CancellationToken cancellationToken)
    {
        var failure = "";
        try
        {
            var question = method.Ask(call);
            var answer = await client.AskAsync(question, cancellationToken);
            var reading = Reading(call, answer);
            if (reading is { Problem: { } problem } && answer.Ending == LlmEnding.Complete)
            {
                answer = await client.AskAsync(question with { Repair = (answer.Text.Length > 0 ? answer.Text : "(nothing)", Prompts.Complaint(problem)) }, cancellationToken);
                reading = Reading(call, answer);
            }

            if (reading.Problem is null)
            {
                results.AddRange(call.Parts.Zip(reading.Parts, (part, extraction) => new PartResult(part, extraction, null)).Where((_, i) => !reading.Doubtful.Contains(i)));
                foreach (var doubtful in reading.Doubtful.Order())
                {
                    await ReadAsync(new PlannedCall([call.Parts[doubtful]]), results, depth, cancellationToken);
                }

                return;
            }

            if (answer.Ending == LlmEnding.Truncated && depth < DeepestSplit && call.Parts is [var whole] && method.Halve(whole) is { } halves)
            {
                await ReadHalvesAsync(whole, halves, results, depth, cancellationToken);
                return;
            }

            failure = answer.Ending switch
            {
                LlmEnding.Refused => "The model declined to read it.",
                LlmEnding.Truncated => "The model's answer was cut off, also for its parts.",
                LlmEnding.Complete => $"The model's answer could not be used, twice: {reading.Problem}.",
            };
        }
        catch (ServiceFailedException e) when (MayBeOfTheText(e.Failure))
        {
            failure = e.Message;
        }

        await BlameAsync(call, failure, results, depth, cancellationToken);
    }

    private AnswerReading Reading(PlannedCall call, LlmAnswer answer) =>
        answer.Ending == LlmEnding.Complete ? method.Read(call, answer.Text) : AnswerReading.Unusable("it has no end");

    /// <summary>Both halves or nothing: half a text read is no text read.</summary>
    private async Task ReadHalvesAsync(TextPart whole, IReadOnlyList<TextPart> halves, List<PartResult> results, int depth, CancellationToken cancellationToken)
    {
        List<PartResult> parts = [];
        foreach (var half in halves)
        {
            await ReadAsync(new PlannedCall([half]), parts, depth + 1, cancellationToken);
        }

        results.Add(parts.Find(p => p.Failure is not null) is { } failed
            ? new PartResult(whole, null, failed.Failure)
            : new PartResult(whole, PartMerge.Of([.. parts.Select(p => p.Extraction!)]), null));
    }

    private async Task BlameAsync(PlannedCall call, string failure, List<PartResult> results, int depth, CancellationToken cancellationToken)
    {
        if (call.Parts is not [var part])
        {
            foreach (var alone in call.Parts)
            {
                await ReadAsync(new PlannedCall([alone]), results, depth, cancellationToken);
            }

            return;
        }

        if (await AnswersAsync(cancellationToken) is { } outage)
        {
            throw new GleanException(FailureKind.Work, outage);
        }

        results.Add(new PartResult(part, null, failure));
    }

    /// <summary>Null when the model answers a harmless question as it should; else what is the matter with it.</summary>
    private async Task<string?> AnswersAsync(CancellationToken cancellationToken)
    {
        var part = method.Parts(Harmless);
        if (part.Count == 0)
        {
            return null;
        }

        try
        {
            var call = new PlannedCall(part);
            var answer = await client.AskAsync(method.Ask(call), cancellationToken);
            return Reading(call, answer).Problem is { } problem
                ? $"The model {client.Access.Model} does not answer in the form it is asked for ({problem}). Choose another model, or use --analyzer rules."
                : null;
        }
        catch (ServiceFailedException e)
        {
            return e.Message;
        }
    }

    /// <summary>An answer that the very text may have caused; all else (no connection, refused credentials, no such model, a rate limit) is no text's fault.</summary>
    private static bool MayBeOfTheText(FetchFailed failure) => failure.Kind switch
    {
        FetchFailureKind.Timeout or FetchFailureKind.TooLarge or FetchFailureKind.Truncated or FetchFailureKind.BadEncoding
            or FetchFailureKind.BadResponse or FetchFailureKind.ServerError => true,
        FetchFailureKind.OtherStatus => failure.Status is 400 or 413 or 422,
        _ => false,
    };

    /// <summary>A text some of whose parts are still to be read.</summary>
    private sealed class OpenText(SourceText text, IReadingMethod method)
    {
        private readonly IReadOnlyList<TextPart> parts = method.Parts(text);
        private readonly List<PartResult> results = [];

        public SourceText Text => text;

        public IReadOnlyList<TextPart> Parts => parts;

        public TextOutcome? Outcome { get; private set; }

        public void Take(PartResult result) => results.Add(result);

        /// <summary>True once, when all is there.</summary>
        public bool TryFinish()
        {
            if (Outcome is not null || parts.Count == 0 || results.Count < parts.Count)
            {
                return false;
            }

            Outcome = results.Find(r => r.Failure is not null) is { } failed
                ? new TextOutcome(text, null, failed.Failure)
                : new TextOutcome(text, PartMerge.Of([.. results.OrderBy(r => r.Part.Window.Start).Select(r => r.Extraction!)]) with { Unread = method.Unread(text) });
            return true;
        }
    }

    private sealed record PartResult(TextPart Part, Extraction? Extraction, string? Failure);

    private sealed record CallResult(IReadOnlyList<PartResult> Parts, Exception? Stop)
    {
        public void Throw() => System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(Stop!).Throw();
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Glean.Catalog;
using Glean.Egress;
using Glean.Llm;
using Glean.Redis;
using Glean.Settings;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Tracking.Wording;

/// <summary>What a run of wording came to.</summary>
/// <param name="Stopped">Why it ended before all was worded; null when it did not.</param>
public sealed record WordingCounts(int Worded, int Dropped, int Calls, string? Stopped)
{
    public static readonly WordingCounts None = new(0, 0, 0, null);
}

/// <summary>
/// Lets the configured language model say in plain words what changed. The words stand beside the difference and the words made by rules,
/// never instead of them; each difference is asked about once, and what cannot be had leaves the rules' words as they are.
/// </summary>
public sealed class WordingRun(GleanDatabase database, GleanSettings settings, TimeProvider time, RedisLink? redis = null)
{
    private const int MostAtOnce = 200;
    private const int MostFailures = 3;
    private const int MaxOutputTokens = 400;

    private static readonly TimeSpan OldestWorded = TimeSpan.FromDays(7);

    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        MaxDepth = 4,
    };

    /// <summary>Words the changes of the last days that have no words of a model yet.</summary>
    /// <param name="jobId">The job on whose budget it goes.</param>
    /// <param name="log">Takes what is worth telling.</param>
    public async Task<WordingCounts> RunAsync(string? jobId, Action<string> log, CancellationToken cancellationToken)
    {
        if (settings[SettingDefinitions.ChangeWording] != "on" || LlmAccess.Configured(settings) is not { } provider)
            return WordingCounts.None;
        var waiting = await WaitingAsync(cancellationToken);
        if (waiting.Count == 0)
            return WordingCounts.None;
        try
        {
            using var client = LlmClient.Create(provider, settings, database, jobId, time, redis);
            var counts = await WordAsync(client, waiting, cancellationToken);
            log($"{client.Access.Model} worded {counts.Worded} of {waiting.Count} differences; {counts.Dropped} wordings were dropped.{(counts.Stopped is { } why ? $" It stopped: {why}" : "")}");
            return counts;
        }
        catch (GleanException e)
        {
            // A model that is set up wrongly must not fail the check of pages.
            log($"Changes keep the words of the rules: {e.Message} {e.NextStep}");
            return WordingCounts.None with { Stopped = e.Message };
        }
    }

    private async Task<WordingCounts> WordAsync(LlmClient client, IReadOnlyList<(string Hash, string Difference)> waiting, CancellationToken cancellationToken)
    {
        var (system, schema) = (Prompt(), Schema());
        var (worded, dropped, failures) = (0, 0, 0);
        foreach (var (hash, difference) in waiting)
        {
            try
            {
                var question = new LlmQuestion(system, ForeignTexts.Enclose([difference]), schema, MaxOutputTokens);
                var answer = await client.AskAsync(question, cancellationToken);
                var (words, problem) = Read(answer, difference);
                await KeepAsync(new ChangeWording { DiffHash = hash, Words = words, DroppedBecause = problem, Model = client.Access.Model, CreatedAt = time.GetUtcNow().UtcDateTime }, cancellationToken);
                (worded, dropped) = (worded + (problem is null ? 1 : 0), dropped + (problem is null ? 0 : 1));
            }
            catch (LlmBudgetException e)
            {
                return new WordingCounts(worded, dropped, client.Ledger.Calls, e.Message);
            }
            catch (ServiceFailedException e)
            {
                // The next run asks again; others may be answered now.
                if (++failures == MostFailures)
                    return new WordingCounts(worded, dropped, client.Ledger.Calls, e.Failure.Message);
            }
        }

        return new WordingCounts(worded, dropped, client.Ledger.Calls, null);
    }

    private static (string? Words, string? Problem) Read(LlmAnswer answer, string difference)
    {
        if (answer.Ending != LlmEnding.Complete)
            return (null, answer.Ending == LlmEnding.Refused ? "The model declined." : "The answer was cut off.");
        try
        {
            var words = JsonSerializer.Deserialize<Answer>(answer.Text, Strict)!.Words.Trim();
            return WordingCheck.Problem(words, difference) is { } problem ? (null, problem) : (StorableText.Of(words), null);
        }
        catch (JsonException)
        {
            return (null, "The answer is not of the form described.");
        }
    }

    /// <summary>Differences without words, newest first.</summary>
    private async Task<IReadOnlyList<(string Hash, string Difference)>> WaitingAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var since = time.GetUtcNow().UtcDateTime - OldestWorded;
        var rows = await context.Changes.AsNoTracking()
            .Where(c => c.DetectedAt >= since && c.DiffHash != null && !context.ChangeWordings.Any(w => w.DiffHash == c.DiffHash))
            .OrderByDescending(c => c.Id).Take(MostAtOnce).Select(c => new { c.DiffHash, c.Details }).ToListAsync(cancellationToken);
        return [.. rows.DistinctBy(r => r.DiffHash).Select(r => (r.DiffHash!, DifferenceText.Of(ChangeDetails.Read(r.Details)))).Where(r => r.Item2.Length > 0)];
    }

    private async Task KeepAsync(ChangeWording wording, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Two runs at once: the first words stay.
        if (!await context.ChangeWordings.AnyAsync(w => w.DiffHash == wording.DiffHash, cancellationToken))
        {
            context.ChangeWordings.Add(wording);
            await context.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static string Prompt()
    {
        using var reader = new StreamReader(EmbeddedData.Open("change-prompt.txt"), Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static JsonElement Schema()
    {
        using var stream = EmbeddedData.Open("change-schema.json");
        return JsonSerializer.Deserialize<JsonElement>(stream);
    }

    private sealed record Answer(string Words);
}

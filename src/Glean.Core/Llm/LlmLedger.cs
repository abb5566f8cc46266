using Glean.Catalog;
using Glean.Redis;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Llm;

/// <summary>
/// Keeps account of what models use and holds the budget. Each question is entered when it is answered, in a transaction of its own: it
/// is paid for whatever becomes of what it found. Without a database (an evaluation) it counts in memory.
/// </summary>
/// <param name="redis">Tells what other processes hold back of the day; null knows only of this ledger's.</param>
public sealed class LlmLedger(GleanDatabase? database, LlmBudget budget, string? jobId, TimeProvider time, RedisLink? redis = null)
{
    /// <summary>How old what others entered may be.</summary>
    internal static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly SharedHolds? shared = redis is null ? null : new SharedHolds(redis);
    private readonly Lock gate = new();
    private LlmSpent underWay;
    private LlmSpent job;
    private LlmSpent day;
    private DateTime dayReadAt = DateTime.MinValue;

    /// <summary>The job this is the account of.</summary>
    public string? JobId => jobId;

    /// <summary>What this job used so far.</summary>
    public LlmSpent Job
    {
        get
        {
            lock (gate)
            {
                return job;
            }
        }
    }

    /// <summary>Questions answered for this job.</summary>
    public int Calls { get; private set; }

    /// <summary>Sets tokens and money aside for a question, beside what other processes do.</summary>
    /// <returns>To be disposed of when the question is over and entered.</returns>
    /// <exception cref="LlmBudgetException">There is not enough left.</exception>
    internal async Task<LlmHold> HoldAsync(LlmSpent most)
    {
        Reserve(most);
        LlmSpent ours;
        lock (gate)
        {
            ours = day + underWay;
        }

        if (shared is null || await shared.TakeAsync(most, (budget.DayTokens - ours.Tokens, budget.DayUsd - ours.Usd)) is not var (fits, others, name))
        {
            return new LlmHold(this, most, shared: null, name: null);
        }

        if (!fits)
        {
            Release(most);
            throw new LlmBudgetException(budget.Refusal(ours - most + others, default, most) ?? "The budget of the day is held back for questions under way.");
        }

        return new LlmHold(this, most, shared, name);
    }

    /// <summary>Sets tokens and money aside within this ledger.</summary>
    /// <exception cref="LlmBudgetException">There is not enough left.</exception>
    internal void Reserve(LlmSpent most)
    {
        lock (gate)
        {
            ReadDay();
            if (budget.Refusal(day + underWay, job + underWay, most) is { } refusal)
            {
                throw new LlmBudgetException(refusal);
            }

            underWay += most;
        }
    }

    /// <summary>The question needed nothing, or its cost is entered.</summary>
    internal void Release(LlmSpent most)
    {
        lock (gate)
        {
            underWay -= most;
        }
    }

    /// <summary>Enters what a question cost, shared among its texts.</summary>
    internal async Task EnterAsync(LlmAccess access, LlmQuestionCost cost, CancellationToken cancellationToken)
    {
        var spent = new LlmSpent(cost.Tokens.Total, cost.Usd);
        lock (gate)
        {
            (job, day) = (job + spent, day + spent);
            Calls++;
        }

        if (database is null)
        {
            return;
        }

        await using var context = database.CreateContext();
        context.LlmUsage.AddRange(Rows(access, cost));
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Enters what the answers of a batch cost, and frees what was held back for it, in one: taken in twice, it is entered once.</summary>
    internal async Task EnterBatchAsync(LlmAccess access, long batchId, IReadOnlyList<LlmQuestionCost> costs, CancellationToken cancellationToken)
    {
        await using var context = database!.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var freed = await context.LlmBatches.Where(b => b.Id == batchId && b.ReservedTokens > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.ReservedTokens, 0).SetProperty(b => b.ReservedUsd, 0), cancellationToken);
        if (freed == 1)
        {
            context.LlmUsage.AddRange(costs.SelectMany(c => Rows(access, c)));
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            lock (gate)
            {
                Calls += costs.Count;
            }
        }

        ReadAnew();
    }

    /// <summary>Rows were written that the sums do not know yet.</summary>
    internal void ReadAnew()
    {
        lock (gate)
        {
            dayReadAt = DateTime.MinValue;
            ReadDay();
        }
    }

    private List<LlmUsage> Rows(LlmAccess access, LlmQuestionCost cost)
    {
        IReadOnlyList<LlmShare> shares = cost.Shares.Count > 0 ? cost.Shares : [new LlmShare(null, null, 1)];
        var call = Guid.NewGuid().ToString("N")[..12];
        var whole = shares.Sum(s => (long)Math.Max(s.Weight, 1));
        var (before, last) = (0L, default(LlmTokens));
        List<LlmUsage> rows = [];
        foreach (var share in shares)
        {
            // Each takes what lies between its borders, so that the shares add up to the whole.
            before += Math.Max(share.Weight, 1);
            var until = new LlmTokens(
                cost.Tokens.Input * before / whole, cost.Tokens.Cached * before / whole, cost.Tokens.CacheWrite * before / whole, cost.Tokens.Output * before / whole);
            rows.Add(new LlmUsage
            {
                At = Now,
                Call = call,
                JobId = jobId,
                DiscoveryId = share.DiscoveryId,
                SourceId = share.SourceId,
                Provider = access.Provider.ToWire(),
                Model = access.Model,
                InputTokens = until.Input - last.Input,
                CachedTokens = until.Cached - last.Cached,
                CacheWriteTokens = until.CacheWrite - last.CacheWrite,
                OutputTokens = until.Output - last.Output,
                CostUsd = cost.Usd * Math.Max(share.Weight, 1) / whole,
                Batch = cost.Batch,
                Outcome = cost.Ending.ToWire(),
            });
            last = until;
        }

        return rows;
    }

    /// <summary>Others spend from the same day, so it is read anew now and then; a job that is run again goes on with what it had used.</summary>
    private void ReadDay()
    {
        var now = Now;
        if (database is null)
        {
            day = dayReadAt.Date == now.Date ? day : default;
            dayReadAt = now;
            return;
        }

        if (now - dayReadAt < Freshness && now.Date == dayReadAt.Date)
        {
            return;
        }

        using var connection = database.OpenForReading();
        day = LlmSpending.Since(connection, now.Date) + LlmSpending.HeldByBatches(connection);
        job = jobId is null ? job : LlmSpending.OfJob(connection, jobId) + LlmSpending.HeldByBatches(connection, jobId);
        dayReadAt = now;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}

/// <summary>What a question came to.</summary>
internal sealed record LlmQuestionCost(LlmTokens Tokens, double Usd, LlmEnding Ending, bool Batch, IReadOnlyList<LlmShare> Shares);

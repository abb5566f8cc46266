using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Notifications;

/// <summary>How far a channel has told what happened.</summary>
/// <param name="RowId">The row that says so; null when nothing was told yet.</param>
internal sealed record ToldUntil(long? RowId, DateTime? PeriodTo, long? LastChangeId);

/// <summary>Which messages.</summary>
public sealed record DeliveryFilter(DeliveryChannel? Channel = null, DeliveryState? State = null, int Limit = 50, int Offset = 0);

/// <summary>
/// The rows of messages. A message is written before it is sent and is taken by one process at a time, so that neither two processes nor a
/// process that died send it twice, as far as the receiver knows a message by its id.
/// </summary>
public sealed class Outbox(GleanDatabase database, TimeProvider time)
{
    /// <summary>After so long the process that took a message is taken for dead. No try lasts so long.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>The pause before each further try.</summary>
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(8), TimeSpan.FromHours(24)];

    /// <summary>A message that failed so often is given up.</summary>
    public static int MostAttempts => Pauses.Length + 1;

    internal async Task<ToldUntil> ToldAsync(DeliveryChannel channel, DeliveryKind kind, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await ToldAsync(context, channel, kind, cancellationToken);
    }

    /// <summary>Writes messages that are to be sent, or the note that there was nothing to tell.</summary>
    /// <param name="told">What was known when they were put into words.</param>
    /// <returns>False when another process told meanwhile; nothing is written then.</returns>
    internal async Task<bool> AddAsync(IReadOnlyList<Delivery> deliveries, ToldUntil told, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await ToldAsync(context, deliveries[0].Channel, deliveries[0].Kind, cancellationToken) != told)
            return false;
        context.Deliveries.AddRange(deliveries);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Takes the next message whose time has come; null when there is none.</summary>
    /// <param name="id">This one and no other.</param>
    internal async Task<Delivery?> TakeAsync(long? id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var now = Now;
        var next = await context.Deliveries
            .Where(d => (d.State == DeliveryState.Pending || d.State == DeliveryState.Sending) && (d.NextAttemptAt == null || d.NextAttemptAt <= now) && (id == null || d.Id == id))
            .OrderBy(d => d.Id).FirstOrDefaultAsync(cancellationToken);
        if (next is null)
            return null;
        (next.State, next.Attempts, next.NextAttemptAt) = (DeliveryState.Sending, next.Attempts + 1, now + Lease);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return next;
    }

    /// <summary>Notes how a try ended.</summary>
    internal async Task<DeliveryState> NoteAsync(Delivery taken, Attempt attempt, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row = await context.Deliveries.SingleAsync(d => d.Id == taken.Id, cancellationToken);
        // Who was taken for dead and is not has nothing to say any more.
        if (row.State != DeliveryState.Sending || row.Attempts != taken.Attempts)
            return row.State;
        var now = Now;
        var isLast = attempt.IsFinal || row.Kind == DeliveryKind.Test || row.Attempts >= MostAttempts;
        row.State = attempt.Error is null ? DeliveryState.Sent : isLast ? DeliveryState.Dead : DeliveryState.Pending;
        row.Error = attempt.Error is { } error ? StorableText.Of(error) : null;
        row.SentAt = attempt.Error is null ? now : null;
        row.NextAttemptAt = row.State == DeliveryState.Pending ? now + Longer(Pauses[Math.Min(row.Attempts, Pauses.Length) - 1], attempt.RetryAfter) : null;
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row.State;
    }

    /// <summary>The log, newest first.</summary>
    public async Task<(IReadOnlyList<Delivery> Deliveries, int Total)> ListAsync(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var all = context.Deliveries.AsNoTracking().Where(d => (filter.Channel == null || d.Channel == filter.Channel) && (filter.State == null || d.State == filter.State));
        return (await all.OrderByDescending(d => d.Id).Skip(filter.Offset).Take(filter.Limit).ToListAsync(cancellationToken), await all.CountAsync(cancellationToken));
    }

    /// <summary>Gives a message that was given up another round of tries.</summary>
    /// <returns>False when there is no such message that was given up.</returns>
    public async Task<bool> ReviveAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var now = Now;
        return await context.Deliveries.Where(d => d.Id == id && d.State == DeliveryState.Dead).ExecuteUpdateAsync(
            s => s.SetProperty(d => d.State, DeliveryState.Pending).SetProperty(d => d.Attempts, 0).SetProperty(d => d.NextAttemptAt, now), cancellationToken) == 1;
    }

    /// <summary>Forgets what is older than <paramref name="days"/> and over. The last row of each kind stays, since the next begins there.</summary>
    internal async Task TrimAsync(int days, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var old = Now.AddDays(-days);
        await context.Deliveries
            .Where(d => d.CreatedAt < old && d.State != DeliveryState.Pending && d.State != DeliveryState.Sending
                && context.Deliveries.Any(later => later.Channel == d.Channel && later.Kind == d.Kind && later.Id > d.Id))
            .ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task<ToldUntil> ToldAsync(GleanDbContext context, DeliveryChannel channel, DeliveryKind kind, CancellationToken cancellationToken) =>
        await context.Deliveries.Where(d => d.Channel == channel && d.Kind == kind).OrderByDescending(d => d.Id)
            .Select(d => new ToldUntil(d.Id, d.PeriodTo, d.LastChangeId)).FirstOrDefaultAsync(cancellationToken) ?? new ToldUntil(null, null, null);

    private static TimeSpan Longer(TimeSpan pause, TimeSpan? asked) => asked is { } silence && silence > pause ? silence : pause;

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}

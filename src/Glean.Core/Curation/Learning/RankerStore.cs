using System.Data.Common;
using System.Text.Json;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Curation.Learning;

/// <summary>What is known of the newest training.</summary>
public sealed record RankerState(long Id, DateTime TrainedAt, RankerReport Report);

/// <summary>Keeps what was learned; the newest training is in force, the last few before it are its history.</summary>
public static class RankerStore
{
    private const int Kept = 20;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The ranker in force; null when there is none, or when it cannot be read any more.</summary>
    public static TrainedRanker? Load(DbConnection connection) =>
        connection.Scalar("SELECT model FROM rankers ORDER BY id DESC LIMIT 1") is string model ? Read<TrainedRanker>(model) : null;

    /// <summary>Trainings, the newest first.</summary>
    public static IReadOnlyList<RankerState> History(DbConnection connection) =>
    [
        .. connection.Rows("SELECT id, trained_at, report FROM rankers ORDER BY id DESC", r => (Id: r.GetInt64(0), At: r.Utc(1), Report: Read<RankerReport>(r.GetString(2))))
            .Where(r => r.Report is not null).Select(r => new RankerState(r.Id, r.At, r.Report!)),
    ];

    public static async Task SaveAsync(GleanDatabase database, TrainedRanker? ranker, RankerReport report, DateTime now, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Rankers.Add(new Ranker
        {
            TrainedAt = now,
            Decisions = report.Decisions,
            Share = report.Share,
            Model = JsonSerializer.Serialize(ranker, Json),
            Report = JsonSerializer.Serialize(report, Json),
        });
        await context.SaveChangesAsync(cancellationToken);
        var old = await context.Rankers.OrderByDescending(r => r.Id).Skip(Kept).Select(r => r.Id).ToListAsync(cancellationToken);
        await context.Rankers.Where(r => old.Contains(r.Id)).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // A ranker of another version of the program is trained anew, not repaired.
    private static T? Read<T>(string json) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

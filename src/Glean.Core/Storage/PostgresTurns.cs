using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Glean.Storage;

/// <summary>Beside whom a transaction writes. A SQLite file has one writer whatever is asked for.</summary>
public enum WriteTurn
{
    /// <summary>Nobody.</summary>
    Alone,

    /// <summary>Those who add evidence; but only one at a time makes tools of names.</summary>
    Tools,

    /// <summary>Others who add evidence of other texts, and the one who makes tools.</summary>
    Evidence,

    /// <summary>
    /// Those who add evidence or tools; but only one at a time changes jobs and adds events, whose ids grow in the order in which they
    /// are seen.
    /// </summary>
    Jobs,
}

/// <summary>
/// Transactions that write take turns here too, as they do in a SQLite file: each begins with the same advisory lock, which ends
/// with it. What a stage read within its transaction is then still so when it writes. The server hands the lock on in order.
/// Those that add evidence of different texts do not touch what the others read, and share it.
/// </summary>
internal sealed class PostgresTurns : DbTransactionInterceptor
{
    public static readonly PostgresTurns Instance = new();

    // "glean" in ASCII, and the next number.
    private const string All = "444234887534";
    private const string Tools = "444234887535";
    private const string Jobs = "444234887536";

    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        connection.Execute(For(Turn(eventData)), result);
        return result;
    }

    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        await TakeAsync(connection, result, Turn(eventData), cancellationToken);
        return result;
    }

    /// <summary>What a transaction begins with.</summary>
    internal static async Task TakeAsync(DbConnection connection, DbTransaction transaction, WriteTurn turn, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Constants.
        command.CommandText = For(turn);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static WriteTurn Turn(TransactionEndEventData begun) => ((GleanDbContext)begun.Context!).Turn;

    /// <summary>The statements of <see cref="TakeAsync"/>.</summary>
    internal static string For(WriteTurn turn) => turn switch
    {
        WriteTurn.Alone => $"SELECT pg_advisory_xact_lock({All})",
        WriteTurn.Tools => $"SELECT pg_advisory_xact_lock_shared({All}); SELECT pg_advisory_xact_lock({Tools})",
        WriteTurn.Evidence => $"SELECT pg_advisory_xact_lock_shared({All})",
        WriteTurn.Jobs => $"SELECT pg_advisory_xact_lock_shared({All}); SELECT pg_advisory_xact_lock({Jobs})",
    };
}

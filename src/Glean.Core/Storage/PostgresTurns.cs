using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Glean.Storage;

/// <summary>
/// Transactions that write take turns here too, as they do in a SQLite file: each begins with the same advisory lock, which ends
/// with it. What a stage read within its transaction is then still so when it writes. The server hands the lock on in order.
/// </summary>
internal sealed class PostgresTurns : DbTransactionInterceptor
{
    public static readonly PostgresTurns Instance = new();

    /// <summary>"glean" in ASCII.</summary>
    internal const string Take = "SELECT pg_advisory_xact_lock(444234887534)";

    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        connection.Execute(Take, result);
        return result;
    }

    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = result;
        command.CommandText = Take;
        await command.ExecuteNonQueryAsync(cancellationToken);
        return result;
    }
}

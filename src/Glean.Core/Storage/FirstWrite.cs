using Glean.Catalog;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Glean.Storage;

/// <summary>
/// What EF sets up when a process writes for the first time takes up to a second, and a command that has just begun would keep every
/// other writer waiting meanwhile. So its first write is one to a database in memory, before it asks for its turn.
/// </summary>
internal static class FirstWrite
{
    private static readonly Lazy<Task> Prepared = new(PrepareAsync);

    public static Task Done => Prepared.Value;

    private static async Task PrepareAsync()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        connection.Execute("CREATE TABLE watermarks (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL)");
        var options = new DbContextOptionsBuilder<SqliteGleanDbContext>();
        options.UseSqlite(connection).UseSnakeCaseNamingConvention();
        await using var context = new SqliteGleanDbContext(options.Options);
        await using var transaction = await context.Database.BeginTransactionAsync();
        var mark = new Watermark { Name = nameof(FirstWrite) };
        context.Watermarks.AddRange(mark, new Watermark { Name = "" });
        await context.SaveChangesAsync();
        mark.Value = await context.Watermarks.Where(w => w.Name == mark.Name).CountAsync();
        await context.SaveChangesAsync();
        var named = await context.Database.SqlQuery<string>($"UPDATE watermarks SET value = 2 WHERE name = {mark.Name} RETURNING name").ToListAsync();
        context.ChangeTracker.Clear();
        await context.Watermarks.SingleAsync(w => w.Name == named[0]);
        await context.Watermarks.Where(w => w.Name == mark.Name).ExecuteDeleteAsync();
        await transaction.CommitAsync();
    }
}

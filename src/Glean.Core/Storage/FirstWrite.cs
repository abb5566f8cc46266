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
        context.Watermarks.AddRange(new Watermark { Name = "one" }, new Watermark { Name = "other" });
        await context.SaveChangesAsync();
        context.ChangeTracker.Clear();
        var named = await context.Database.SqlQuery<string>($"UPDATE watermarks SET value = {1} WHERE name = {"one"} RETURNING name").ToListAsync();
        await context.Watermarks.SingleAsync(w => w.Name == named[0]);
        await transaction.CommitAsync();
    }
}

using System.Data.Common;
using Glean.Catalog;
using Glean.Storage;
using Glean.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Shouldly;
using Xunit;

namespace Glean.Tests.Storage;

/// <summary>A turn that is never given back would stop every later writer of the process.</summary>
[Trait(TestDatabases.Trait, TestDatabases.File)]
public sealed class WriteTurnsTests : IDisposable
{
    private readonly TestDatabase database = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("committed")]
    [InlineData("left open")]
    [InlineData("rolled back")]
    [InlineData("without its transaction's end")]
    public async Task The_turn_comes_back_however_a_transaction_ends(string end)
    {
        for (var i = 0; i < 3; i++)
        {
            await using var context = database.Open();
            var transaction = await context.Database.BeginTransactionAsync(Token);
            context.Settings.Add(new Setting { Key = $"{end} {i}", Value = "1", UpdatedAt = database.Now });
            await context.SaveChangesAsync(Token);
            await (end switch
            {
                "committed" => transaction.CommitAsync(Token),
                "rolled back" => transaction.RollbackAsync(Token),
                "left open" => transaction.DisposeAsync().AsTask(),
                _ => Task.CompletedTask,
            });
        }
    }

    [Fact]
    public async Task Hand_written_statements_take_turns_with_contexts()
    {
        await using var context = database.Open();
        var transaction = await context.Database.BeginTransactionAsync(Token);
        using var impatient = new CancellationTokenSource();
        var left = database.Database.WriteAsync(WriteTurn.Jobs, _ => 0, impatient.Token);
        var waiting = database.Database.WriteAsync(WriteTurn.Jobs, c => c.Change("INSERT INTO sources (name) VALUES ('late')"), Token);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => left);
        waiting.IsCompleted.ShouldBeFalse();

        await transaction.CommitAsync(Token);

        (await waiting).ShouldBe(1);
        await using var next = await context.Database.BeginTransactionAsync(Token);
        next.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_fails_is_not_written_and_leaves_the_turn_to_the_next()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => database.Database.WriteAsync<int>(
            WriteTurn.Jobs,
            c =>
            {
                c.Change("INSERT INTO sources (name) VALUES ('half')");
                throw new InvalidOperationException("No.");
            },
            Token));

        (await database.Database.WriteAsync(WriteTurn.Jobs, c => c.Count("SELECT count(*) FROM sources WHERE name = 'half'"), Token)).ShouldBe(0);
    }

    /// <summary>The driver would give up after the seconds of its command; SQLite itself waits longer.</summary>
    [Fact]
    public async Task A_statement_waits_for_another_process_longer_than_the_driver_does()
    {
        await using var other = SqliteSession.Open(database.Path, pooling: false);
        other.Execute("BEGIN IMMEDIATE");
        var waiting = Task.Run(() =>
        {
            using var connection = SqliteSession.Open(database.Path, pooling: false);
            using var command = connection.CreateCommand();
            command.CommandTimeout = 1;
            command.CommandText = "INSERT INTO sources (name) VALUES ('late')";
            return command.ExecuteNonQuery();
        }, Token);
        await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System, Token);
        waiting.IsCompleted.ShouldBeFalse();
        other.Execute("COMMIT");

        (await waiting).ShouldBe(1);
    }

    [Fact]
    public async Task The_turn_comes_back_from_a_transaction_that_was_cancelled_before_it_began()
    {
        using var stop = new CancellationTokenSource();
        var options = new DbContextOptionsBuilder<SqliteGleanDbContext>();
        var turns = new SqliteTurns(new WriteTurns());
        SqliteGleanDbContext.Configure(options, SqliteSession.ConnectionString(database.Path), turns);
        options.AddInterceptors(new Cancels(stop));
        await using (var context = new SqliteGleanDbContext(options.Options))
        {
            await Should.ThrowAsync<OperationCanceledException>(() => context.Database.BeginTransactionAsync(stop.Token));
        }

        var next = new DbContextOptionsBuilder<SqliteGleanDbContext>();
        SqliteGleanDbContext.Configure(next, SqliteSession.ConnectionString(database.Path), turns);
        await using var after = new SqliteGleanDbContext(next.Options);
        await using var transaction = await after.Database.BeginTransactionAsync(Token);
        transaction.ShouldNotBeNull();
    }

    public void Dispose() => database.Dispose();

    /// <summary>Cancels after the turn was taken and before SQLite is asked.</summary>
    private sealed class Cancels(CancellationTokenSource stop) : DbTransactionInterceptor
    {
        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            await stop.CancelAsync();
            return result;
        }
    }
}

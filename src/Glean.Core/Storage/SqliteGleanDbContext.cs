using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Glean.Storage;

/// <summary>Glean in one SQLite file.</summary>
public sealed class SqliteGleanDbContext(DbContextOptions<SqliteGleanDbContext> options) : GleanDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcTextConverter>();
    }

    internal static void Configure(DbContextOptionsBuilder builder, string connectionString, SqliteTurns turns) =>
        builder.UseSqlite(connectionString)
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(SqliteSession.Interceptor.Instance, turns);
}

/// <summary>Lets <c>dotnet ef migrations add</c> build the model.</summary>
public sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteGleanDbContext>
{
    public SqliteGleanDbContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<SqliteGleanDbContext>();
        SqliteGleanDbContext.Configure(builder, "Data Source=design-time.db", new SqliteTurns(new WriteTurns()));
        return new SqliteGleanDbContext(builder.Options);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Glean.Storage;

/// <summary>Glean in a PostgreSQL database.</summary>
public sealed class PostgresGleanDbContext(DbContextOptions<PostgresGleanDbContext> options) : GleanDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        PostgresMapping.Apply(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcSecondsConverter>();
        // Keys and names are compared byte by byte, as in SQLite, whatever the language of the server.
        configurationBuilder.Properties<string>().UseCollation("C");
    }

    internal static void Configure(DbContextOptionsBuilder builder, NpgsqlDataSource source) =>
        builder.UseNpgsql(source).UseSnakeCaseNamingConvention().AddInterceptors(PostgresTurns.Instance);
}

/// <summary>Lets <c>dotnet ef migrations add</c> build the model.</summary>
public sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresGleanDbContext>
{
    public PostgresGleanDbContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<PostgresGleanDbContext>();
        PostgresGleanDbContext.Configure(builder, NpgsqlDataSource.Create("Host=design-time"));
        return new PostgresGleanDbContext(builder.Options);
    }
}

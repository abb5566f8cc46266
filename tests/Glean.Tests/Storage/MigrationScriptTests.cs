using Glean.Storage;
using Glean.Tests.Support;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Shouldly;
using Xunit;

namespace Glean.Tests.Storage;

/// <summary>What the program runs is the SQL that lies beside the migrations; <c>make migrations</c> writes it.</summary>
public sealed class MigrationScriptTests
{
    public static readonly TheoryData<string, string> Migrations =
    [
        .. SchemaVersions.Sqlite.Select(m => ("Sqlite", m)),
        .. SchemaVersions.Postgres.Select(m => ("Postgres", m)),
    ];

    private static string Folder => Path.Combine(RepositoryFolder.Path, "src", "Glean.Core", "Storage", "Migrations", "Data");

    [Theory]
    [MemberData(nameof(Migrations))]
    public void The_SQL_of_a_migration_is_what_EF_writes_for_it(string provider, string migration)
    {
        using GleanDbContext context = provider == "Sqlite" ? new SqliteDesignTimeFactory().CreateDbContext([]) : new PostgresDesignTimeFactory().CreateDbContext([]);
        var known = provider == "Sqlite" ? SchemaVersions.Sqlite : SchemaVersions.Postgres;
        var before = known.TakeWhile(m => m != migration).LastOrDefault() ?? Migration.InitialDatabase;
        var migrator = context.GetService<IMigrator>();

        ShouldBeKept(provider, $"{migration}.up.sql", migrator.GenerateScript(before, migration, MigrationsSqlGenerationOptions.NoTransactions));
        ShouldBeKept(provider, $"{migration}.down.sql", migrator.GenerateScript(migration, before, MigrationsSqlGenerationOptions.NoTransactions));
    }

    [Fact]
    public void No_SQL_is_kept_of_a_migration_that_is_unknown() =>
        Directory.EnumerateFiles(Folder, "*.sql", SearchOption.AllDirectories).Count()
            .ShouldBe(2 * (SchemaVersions.Sqlite.Count + SchemaVersions.Postgres.Count));

    private static void ShouldBeKept(string provider, string name, string script)
    {
        var written = script.ReplaceLineEndings("\n").Trim() + "\n";
        var path = Path.Combine(Folder, provider, name);
        if (Environment.GetEnvironmentVariable("GLEAN_UPDATE_MIGRATIONS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, written);
        }

        File.Exists(path).ShouldBeTrue($"{name} is missing: make migrations");
        File.ReadAllText(path).ReplaceLineEndings("\n").ShouldBe(written, $"{name} is out of date: make migrations");
    }
}

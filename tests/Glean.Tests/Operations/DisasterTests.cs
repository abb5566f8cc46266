using System.Net.Http.Json;
using System.Text;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Operations;

/// <summary>The disasters of the runbook from their beginning to their end, by the commands that it and its replacements name.</summary>
[Trait(TestDatabases.Trait, TestDatabases.File)]
public sealed class DisasterTests : IDisposable
{
    private const int PageSize = 4096;
    private const byte TableLeaf = 0x0d;
    private const string Counts = "SELECT (SELECT count(*) FROM tools), (SELECT count(*) FROM discoveries), (SELECT count(*) FROM claims), (SELECT count(*) FROM decisions)";

    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;

    public DisasterTests()
    {
        glean = new GleanProgram(folder.Path);
        glean.Environment["GLEAN_ENVIRONMENT"] = "development";
    }

    [Fact]
    public async Task After_the_loss_of_all_data_the_last_backup_and_the_pipeline_bring_the_index_back()
    {
        (await glean.RunAsync("pipeline", "--demo")).ShouldExit(0);
        (await glean.RunAsync("backup", "create", "--encrypt")).ShouldExit(0);
        var before = TestDatabase.Rows(glean.DatabasePath, Counts);
        // What the operator keeps elsewhere: the backup, and the key that opens it.
        Directory.CreateDirectory(folder.File("elsewhere"));
        File.Copy(folder.File("db/glean.db.key"), folder.File("elsewhere/key"));
        var backup = folder.File("elsewhere/" + Path.GetFileName(Directory.GetFiles(folder.File("db/backups")).Single()));
        File.Copy(Directory.GetFiles(folder.File("db/backups")).Single(), backup);
        Directory.Delete(folder.File("db"), recursive: true);

        (await glean.RunAsync("status")).ShouldExit(3).Error.ShouldContain("does not exist");
        Directory.CreateDirectory(folder.File("db"));
        File.Copy(folder.File("elsewhere/key"), folder.File("db/glean.db.key"));
        (await glean.RunAsync("restore", backup, "--yes")).ShouldExit(0).Output.ShouldContain("There was no database before.");
        (await glean.RunAsync("pipeline", "--demo")).ShouldExit(0);

        TestDatabase.Rows(glean.DatabasePath, Counts).ShouldBe(before, "the same texts are not taken twice");
    }

    [Fact]
    public async Task Of_a_damaged_database_all_is_saved_but_the_damaged_page()
    {
        await FillAsync();
        var before = TestDatabase.Rows(glean.DatabasePath, Counts)[0].Split('|').Select(int.Parse).ToArray();
        var lost = Ruin("Our sales stack, part 300");

        var refused = (await glean.RunAsync("analyze")).ShouldExit(3);
        refused.Error.ShouldContain("glean restore FILE");
        refused.Error.ShouldContain("glean backup salvage");
        (await glean.RunAsync("doctor")).ShouldExit(1).Output.ShouldContain("FAIL");
        var damaged = File.ReadAllBytes(glean.DatabasePath);
        var salvage = (await glean.RunAsync("backup", "salvage")).ShouldExit(0);

        salvage.Output.ShouldMatch("discoveries .*damaged: rows are missing");
        File.ReadAllBytes(glean.DatabasePath).ShouldBe(damaged, "what is damaged must not be changed");
        var saved = Directory.GetFiles(folder.File("db/backups"), "salvaged-*.db").ShouldHaveSingleItem();
        (await glean.RunAsync("backup", "verify", Path.GetFileName(saved))).ShouldExit(0);
        var restored = (await glean.RunAsync("restore", Path.GetFileName(saved), "--yes")).ShouldExit(0);
        restored.Output.ShouldContain("glean.db.damaged-");
        File.ReadAllBytes(Directory.GetFiles(folder.File("db"), "glean.db.damaged-*").Single()).ShouldBe(damaged);
        var after = TestDatabase.Rows(glean.DatabasePath, Counts)[0].Split('|').Select(int.Parse).ToArray();
        after[1].ShouldBe(before[1] - lost);
        after[0].ShouldBe(before[0]);
        TestDatabase.ShouldBeSound(glean.DatabasePath);
        TestDatabase.Rows(glean.DatabasePath, "SELECT count(*) > 0 FROM tools_fts WHERE tools_fts MATCH 'gong'").ShouldBe(["1"]);
        (await glean.RunAsync("curate")).ShouldExit(0);
    }

    [Fact]
    public async Task Where_nothing_can_be_read_salvage_says_so_and_names_the_backups()
    {
        folder.Write("db/glean.db", new string('x', 3 * PageSize));

        var refused = (await glean.RunAsync("backup", "salvage")).ShouldExit(1);

        refused.Error.ShouldContain("glean restore FILE");
        Directory.GetFiles(folder.File("db/backups")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sound_database_is_salvaged_whole()
    {
        (await glean.RunAsync("pipeline", "--demo")).ShouldExit(0);

        (await glean.RunAsync("backup", "salvage")).ShouldExit(0).Output.ShouldContain("Every row was saved");

        var saved = Directory.GetFiles(folder.File("db/backups")).Single();
        TestDatabase.Rows(saved, Counts).ShouldBe(TestDatabase.Rows(glean.DatabasePath, Counts));
        TestDatabase.Rows(saved, "SELECT * FROM discoveries ORDER BY id").ShouldBe(TestDatabase.Rows(glean.DatabasePath, "SELECT * FROM discoveries ORDER BY id"));
    }

    [Fact]
    public async Task After_a_lost_signing_key_people_sign_in_again_and_stored_keys_are_there_still()
    {
        await using var server = await LiveServer.StartAsync();
        (await server.Admin.PutAsJsonAsync("/api/settings/services/brave", new { brave_api_key = "stored-brave-key" })).EnsureSuccessStatusCode();
        server.Program.Environment["GLEAN_SECRET_KEY"] = "another-key-of-more-than-thirty-two-bytes-0123";

        await server.KillAndRestartAsync();

        ((int)(await server.Admin.GetAsync("/api/stats")).StatusCode).ShouldBe(401);
        await server.UntilLoggedAsync("JWT signature invalid");
        var again = server.Client(await server.SignInAsync("ada"));
        var services = await (await again.GetAsync("/api/settings/services")).Content.ReadAsStringAsync();
        services.ShouldNotContain("stored-brave-key");
        (await server.Program.RunAsync("config", "show")).ShouldExit(0).Output.ShouldMatch("BRAVE_API_KEY +\\S+.*(stored|database|set)");

        // A lost password, by whoever has the machine.
        using var reset = server.Program.Start("user", "reset-password", "ada", "--password-stdin");
        await reset.TypeAsync("a-new-and-long-password-7\n");
        reset.CloseInput();
        (await reset.EndAsync()).ShouldExit(0);
        var login = await server.Client().PostJsonAsync("/api/auth/login", new { username = "ada", password = "a-new-and-long-password-7" });
        ((int)login.StatusCode).ShouldBe(200);
        (await server.StopAsync()).ShouldExit(0);
    }

    public void Dispose() => folder.Dispose();

    private async Task FillAsync()
    {
        folder.Write("texts.jsonl", SampleTexts.Discoveries(600));
        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("import", "discoveries", "texts.jsonl")).ShouldExit(0);
        (await glean.RunAsync("analyze", "--limit", "100")).ShouldExit(0);
    }

    /// <summary>Overwrites the leaf of the table in which <paramref name="text"/> stands.</summary>
    /// <returns>How many rows were in it.</returns>
    private int Ruin(string text)
    {
        var bytes = File.ReadAllBytes(glean.DatabasePath);
        for (var page = 1; page < bytes.Length / PageSize; page++)
        {
            var at = bytes.AsSpan(page * PageSize, PageSize);
            if (at[0] == TableLeaf && at.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)
            {
                var rows = (at[3] << 8) | at[4];
                at.Fill(0xff);
                File.WriteAllBytes(glean.DatabasePath, bytes);
                return rows;
            }
        }

        throw new InvalidOperationException("The text stands in no page.");
    }
}

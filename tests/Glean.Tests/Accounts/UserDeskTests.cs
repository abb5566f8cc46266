using Glean.Accounts;
using Glean.Catalog;
using Glean.Storage;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Accounts;

public sealed class UserDeskTests : IDisposable
{
    private const string Password = "lantern-orbit-quiver-7";

    private static readonly Actor Actor = new("tester");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("glean-users-");
    private readonly PasswordWork passwords = new(rounds: 1000);
    private readonly GleanDatabase database;
    private readonly UserDesk desk;

    public UserDeskTests()
    {
        database = TestDatabases.At(Path.Combine(folder.FullName, "glean.db"));
        new SchemaMigrator(database).Up();
        desk = new UserDesk(database, passwords, new AuditLog(database, TimeProvider.System), TimeProvider.System);
    }

    [Fact]
    public async Task The_first_user_is_admin_and_the_next_reads()
    {
        (await MakeAsync("ada")).EffectiveRole.ShouldBe(UserRole.Admin);
        (await MakeAsync("bob")).EffectiveRole.ShouldBe(UserRole.Viewer);
        (await desk.FindAsync("BOB", TestContext.Current.CancellationToken))!.Username.ShouldBe("bob");
    }

    [Fact]
    public async Task An_admin_of_the_column_alone_is_an_admin_and_one_of_the_role_alone_is_not()
    {
        await MakeAsync("ada");
        var bob = await MakeAsync("bob");
        await using (var context = database.CreateContext())
        {
            context.Users.Single(u => u.Id == bob.Id).Role = UserRole.Admin;
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        (await desk.FindAsync(bob.Id, TestContext.Current.CancellationToken))!.EffectiveRole.ShouldBe(UserRole.Reviewer);
        (await desk.ChangeAsync(1, UserRole.Viewer, null, Actor, TestContext.Current.CancellationToken))
            .ShouldBeOfType<AccountResult.Refused>().Problem.ShouldBe(AccountProblem.LastAdmin);
    }

    [Fact]
    public async Task A_refused_change_leaves_neither_the_row_nor_the_log_changed()
    {
        var ada = await MakeAsync("ada");
        var before = Lines();
        (await desk.DeleteAsync(ada.Id, Actor, TestContext.Current.CancellationToken)).ShouldBeOfType<AccountResult.Refused>();
        (await desk.ChangeAsync(ada.Id, UserRole.Viewer, false, Actor, TestContext.Current.CancellationToken)).ShouldBeOfType<AccountResult.Refused>();
        (await desk.FindAsync(ada.Id, TestContext.Current.CancellationToken))!.SecurityStamp.ShouldBe(ada.SecurityStamp);
        Lines().ShouldBe(before);
    }

    [Fact]
    public async Task A_change_that_takes_nothing_away_ends_no_session()
    {
        await MakeAsync("ada");
        var bob = await MakeAsync("bob");
        var changed = (await desk.ChangeAsync(bob.Id, UserRole.Admin, true, Actor, TestContext.Current.CancellationToken)).ShouldBeOfType<AccountResult.Done>();
        changed.User.SecurityStamp.ShouldBe(bob.SecurityStamp);
    }

    [Fact]
    public async Task The_audit_log_refuses_to_be_changed()
    {
        await MakeAsync("ada");
        await using var context = database.CreateContext();
        context.AuditLog.First().Actor = "nobody";
        await Should.ThrowAsync<Exception>(() => context.SaveChangesAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        passwords.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private int Lines()
    {
        using var context = database.CreateContext();
        return context.AuditLog.Count();
    }

    private async Task<User> MakeAsync(string name) =>
        (await desk.CreateAsync(new NewAccount(name, $"{name}@example.com", Password), role: null, Actor, TestContext.Current.CancellationToken))
        .ShouldBeOfType<AccountResult.Done>().User;
}

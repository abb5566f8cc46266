using Glean.Catalog;
using Glean.Storage;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Storage;

/// <summary>The address of a PostgreSQL server: read as libpq reads it, and never told with its password.</summary>
public sealed class PostgresUrlTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;

    public PostgresUrlTests() => glean = new GleanProgram(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_part_of_an_address_is_read()
    {
        var read = PostgresUrl.Read("postgres://a%40b:p%2Fw@db.example:6543/sales%20index?sslmode=verify-full&connect_timeout=3");

        (read.Host, read.Port, read.Database, read.Username, read.Password, read.Timeout).ShouldBe(("db.example", 6543, "sales index", "a@b", "p/w", 3));
        read.SslMode.ShouldBe(Npgsql.SslMode.VerifyFull);
        PostgresUrl.Read("postgresql://[::1]/glean").Host.ShouldBe("::1");
        PostgresUrl.Read("postgresql://[::1]/glean").Port.ShouldBe(5432);
    }

    [Theory]
    [InlineData("mysql://u:hidden@h/d")]
    [InlineData("postgres://u:hidden@h/")]
    [InlineData("not an address")]
    [InlineData("postgres://u:hidden@h/d?colour=red")]
    [InlineData("postgres://u:hidden@h/d?sslmode=perhaps")]
    public void What_is_no_address_is_refused_by_the_name_of_the_setting_and_without_the_password(string url)
    {
        var refused = Should.Throw<GleanException>(() => PostgresUrl.Read(url));

        refused.Kind.ShouldBe(FailureKind.Setting);
        refused.Message.ShouldContain("GLEAN_DATABASE_URL");
        $"{refused.Message} {refused.NextStep}".ShouldNotContain("hidden");
    }

    [Theory]
    [InlineData("init")]
    [InlineData("status")]
    [InlineData("serve")]
    [InlineData("worker")]
    public async Task A_server_that_is_away_is_told_with_the_next_step_and_without_the_password(string command)
    {
        glean.Environment["GLEAN_DATABASE_URL"] = "postgres://glean:hidden@127.0.0.1:9/glean";
        glean.Environment["GLEAN_ENVIRONMENT"] = "development";

        var result = (await glean.RunAsync(command)).ShouldExit(3);

        result.Error.ShouldContain("127.0.0.1:9/glean does not answer");
        result.Error.ShouldContain("pg_isready");
        (result.Error + result.Output).ShouldNotContain("hidden");
    }
}

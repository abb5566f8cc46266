using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Commands;

/// <summary>A setting that this version cannot follow is never passed over in silence.</summary>
public sealed class UnsupportedSettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;

    public UnsupportedSettingsTests() => glean = new GleanProgram(folder.Path);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("serve")]
    [InlineData("worker")]
    public async Task A_server_and_a_worker_refuse_a_database_they_do_not_speak(string command)
    {
        (await glean.RunAsync("init")).ShouldExit(0);
        glean.Environment["GLEAN_DATABASE_URL"] = "postgres://glean:hidden@127.0.0.1/glean";

        (await glean.RunAsync(command)).ShouldExit(4).Error.ShouldContain("GLEAN_DATABASE_URL is set, but this version keeps its data in SQLite only");
    }

    [Fact]
    public async Task A_command_warns_and_goes_on()
    {
        glean.Environment["GLEAN_DATABASE_URL"] = "postgres://glean:hidden@127.0.0.1/glean";

        var result = (await glean.RunAsync("init")).ShouldExit(0);

        result.Error.ShouldContain("GLEAN_DATABASE_URL is set");
        (result.Error + result.Output).ShouldNotContain("hidden");
    }
}

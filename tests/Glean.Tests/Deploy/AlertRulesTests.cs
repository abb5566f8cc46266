using System.Diagnostics;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Deploy;

public sealed class AlertRulesTests
{
    [Theory]
    [InlineData("check", "rules", "alerts.yml")]
    [InlineData("test", "rules", "alerts.test.yml")]
    public async Task The_alerts_fire_beyond_the_thresholds_of_the_runbook_and_not_at_them(params string[] arguments)
    {
        using var promtool = Start(Path.Combine(RepositoryFolder.Path, "deploy", "prometheus"), arguments);
        var said = promtool.StandardOutput.ReadToEndAsync();
        var complained = promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();

        promtool.ExitCode.ShouldBe(0, await said + await complained);
    }

    private static Process Start(string folder, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("promtool", arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("promtool is not installed (Debian package prometheus).");
            throw;
        }
    }
}

using System.Text;
using Glean.Accounts;
using Glean.Catalog;
using Glean.Settings;
using Shouldly;
using Xunit;

namespace Glean.Tests.Accounts;

public sealed class SigningKeyTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("glean-key-");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("k7Qm2vXw9TzR4sLp8NcB3yHf6JdG1aE")]
    [InlineData("dev-secret-key-change-in-production")]
    [InlineData("a-string-secret-at-least-256-bits-long")]
    [InlineData("please-CHANGE_ME-to-something-of-your-own")]
    [InlineData("your-secret-key-here-your-secret-key-here")]
    public void Outside_development_a_worthless_key_stops_the_start_and_names_the_variable(string? key)
    {
        var failure = Should.Throw<GleanException>(() => SigningKey.Resolve(Settings("production", key)));
        failure.Message.ShouldContain("GLEAN_SECRET_KEY");
        failure.NextStep.ShouldNotBeNull();
        Glean.Cli.ExitCode.Of(failure.Kind).ShouldBe(1);
    }

    [Theory]
    [InlineData("k7Qm2vXw9TzR4sLp8NcB3yHf6JdG1aEu")]
    [InlineData("0b1e8a4cf8e2e4c0f4a1c1a5a3f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c")]
    public void A_key_of_32_bytes_is_taken_as_it_is(string key) => SigningKey.Resolve(Settings("production", key)).ShouldBe(Encoding.UTF8.GetBytes(key));

    [Fact]
    public void Development_makes_a_key_file_for_its_owner_only_and_keeps_it()
    {
        var first = SigningKey.Resolve(Settings("development", null));
        first.Length.ShouldBeGreaterThanOrEqualTo(32);
        SigningKey.Resolve(Settings("development", null)).ShouldBe(first);
        var file = Path.Combine(folder.FullName, SigningKey.FileName);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void Development_takes_any_word_and_makes_a_key_of_full_length_of_it() =>
        SigningKey.Resolve(Settings("development", "word")).Length.ShouldBe(32);

    public void Dispose() => folder.Delete(recursive: true);

    private GleanSettings Settings(string environment, string? key) => GleanSettings.Load(null, variable => variable switch
    {
        "GLEAN_ENVIRONMENT" => environment,
        "GLEAN_SECRET_KEY" => key,
        "GLEAN_DB_PATH" => Path.Combine(folder.FullName, "glean.db"),
        _ => null,
    });
}

using System.Text.Json;
using Shouldly;

namespace Glean.Tests.Support;

/// <summary>What a program left behind.</summary>
public sealed record ProgramResult(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as JSON.</summary>
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Output);

    /// <summary>Fails the test unless the program ended with <paramref name="exitCode"/>.</summary>
    public ProgramResult ShouldExit(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, $"{CommandLine}\n{Output}\n{Error}");
        return this;
    }
}

using System.Text.RegularExpressions;
using Glean.Settings;
using Glean.Tests.Architecture;
using Shouldly;
using Xunit;

namespace Glean.Tests.Settings;

public sealed partial class ConfigurationDocumentTests
{
    private static readonly string Document = Repository.Read("docs/configuration.md");

    public static TheoryData<string> Variables => [.. SettingDefinitions.All.Select(s => s.Variable)];

    [Theory]
    [MemberData(nameof(Variables))]
    public void Every_setting_stands_in_the_document_with_its_default(string variable)
    {
        var definition = SettingDefinitions.All.Single(s => s.Variable == variable);
        var row = Document.Split('\n').SingleOrDefault(line => line.StartsWith($"| `{variable}` |", StringComparison.Ordinal)).ShouldNotBeNull();
        var cells = row.Split('|', StringSplitOptions.TrimEntries);
        cells[2].ShouldBe(definition.Default is { } value ? $"`{value}`" : "–");
        cells[3].StartsWith("secret;", StringComparison.Ordinal).ShouldBe(definition.Secret);
    }

    [Fact]
    public void The_document_names_no_setting_that_does_not_exist() =>
        Variable().Matches(Document).Select(m => m.Groups[1].Value).Except(SettingDefinitions.All.Select(s => s.Variable)).ShouldBeEmpty();

    [GeneratedRegex("`(GLEAN_[A-Z_]*[A-Z])`", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}

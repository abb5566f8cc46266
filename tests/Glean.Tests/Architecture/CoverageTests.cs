using System.Reflection;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Glean.Tests.Architecture;

/// <summary>The tables that say which test shows what: each test in them exists and is run, and no bar is left out.</summary>
public sealed partial class CoverageTests
{
    private static readonly HashSet<string> Tests =
    [
        .. from type in typeof(CoverageTests).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
           where method.GetCustomAttributes().OfType<FactAttribute>().Any(fact => fact.Skip is null)
           select $"{type.Name}.{method.Name}",
    ];

    [Theory]
    [InlineData("docs/security.md")]
    [InlineData("docs/reliability.md")]
    [InlineData("docs/runbook-coverage.md")]
    public void Every_test_that_a_table_names_exists(string document)
    {
        var named = Named().Matches(Repository.Read(document)).Select(m => m.Groups[1].Value).ToList();

        named.Count.ShouldBeGreaterThan(20);
        named.Where(name => !Tests.Contains(name)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("docs/security.md", 'S', 30)]
    [InlineData("docs/reliability.md", 'R', 19)]
    public void Every_bar_has_its_row(string document, char letter, int last) =>
        Repository.Read(document).Split('\n').Where(l => l.StartsWith($"| {letter}", StringComparison.Ordinal)).Select(l => l.Split('|')[1].Trim())
            .ShouldBe(Enumerable.Range(1, last).Select(n => $"{letter}{n}"));

    /// <summary>A row of the runbook's table that names no test gives its reason instead.</summary>
    [Fact]
    public void Every_line_of_the_runbook_has_a_test_or_a_reason() =>
        Repository.Read("docs/runbook-coverage.md").Split('\n')
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| line ", StringComparison.Ordinal))
            .Where(l => !Named().IsMatch(l) && l.Split('|')[3].Trim().Length < 15)
            .ShouldBeEmpty();

    [GeneratedRegex(@"`(\w+Tests\.\w+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}

using System.Reflection;
using System.Text.RegularExpressions;
using Glean.Catalog;
using Glean.Server;
using Shouldly;
using Xunit;

namespace Glean.Tests.Architecture;

/// <summary>S20: no text can keep an expression busy.</summary>
public sealed partial class ExpressionsTests
{
    private const int Longest = 100;

    [Fact]
    public void Every_expression_over_text_is_bounded_in_time() =>
        (from assembly in new[] { typeof(Tool).Assembly, typeof(GleanServer).Assembly, typeof(Cli.CommandLine).Assembly }
         from type in assembly.GetTypes()
         from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
         from expression in method.GetCustomAttributes<GeneratedRegexAttribute>()
         where !expression.Options.HasFlag(RegexOptions.NonBacktracking) && expression.MatchTimeoutMilliseconds is <= 0 or > Longest
         select $"{type.Name}.{method.Name}: {expression.Pattern}").ShouldBeEmpty();

    [Fact]
    public void No_expression_is_made_where_its_bound_cannot_be_seen() =>
        (from file in Repository.Files("src", "*.cs")
         from line in File.ReadLines(file)
         where Made().IsMatch(line) && !line.Contains("NonBacktracking", StringComparison.Ordinal) && !line.Contains("Timeout", StringComparison.Ordinal)
         select $"{Repository.Name(file)}: {line.Trim()}").ShouldBeEmpty();

    [GeneratedRegex(@"new Regex\(|\bRegex\.(IsMatch|Match|Matches|Replace|Split)\(", RegexOptions.NonBacktracking)]
    private static partial Regex Made();
}

using System.Reflection;
using System.Text.RegularExpressions;
using Glean.Catalog;
using Glean.Server;
using Shouldly;
using Xunit;

namespace Glean.Tests.Architecture;

/// <summary>S20: no text can keep an expression busy. A limit of time is no bound: a busy machine overruns it in the middle of an answer.</summary>
public sealed partial class ExpressionsTests
{
    [Fact]
    public void Every_expression_takes_time_in_proportion_to_its_text() =>
        (from assembly in new[] { typeof(Tool).Assembly, typeof(GleanServer).Assembly, typeof(Cli.CommandLine).Assembly }
         from type in assembly.GetTypes()
         from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
         from expression in method.GetCustomAttributes<GeneratedRegexAttribute>()
         where !expression.Options.HasFlag(RegexOptions.NonBacktracking) || expression.MatchTimeoutMilliseconds > 0
         select $"{type.Name}.{method.Name}: {expression.Pattern}").ShouldBeEmpty();

    [Fact]
    public void No_expression_is_made_where_its_bound_cannot_be_seen() =>
        (from file in Repository.Files("src", "*.cs")
         from line in File.ReadLines(file)
         where Made().IsMatch(line) && !line.Contains("NonBacktracking", StringComparison.Ordinal)
         select $"{Repository.Name(file)}: {line.Trim()}").ShouldBeEmpty();

    [GeneratedRegex(@"new Regex\(|\bRegex\.(IsMatch|Match|Matches|Replace|Split)\(", RegexOptions.NonBacktracking)]
    private static partial Regex Made();
}

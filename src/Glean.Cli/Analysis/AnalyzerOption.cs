using System.CommandLine;
using Glean.Analysis;
using Glean.Analysis.Rules;
using Glean.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Glean.Cli.Analysis;

/// <summary>The choice of who reads the texts.</summary>
internal static class AnalyzerOption
{
    public const string Rules = "rules";
    public const string Auto = "auto";
    private static readonly string[] NeedKey = ["claude", "openai", "ollama"];

    public static Option<string> Create()
    {
        var option = new Option<string>("--analyzer")
        {
            Description = "auto takes the configured LLM, else rules (built in, offline)",
            HelpName = "auto|rules|claude|openai|ollama",
            DefaultValueFactory = _ => Auto,
        };
        option.AcceptOnlyFromAmong([Auto, Rules, .. NeedKey]);
        return option;
    }

    /// <summary>The analyzer named, knowing the tools a person approved besides the catalogue.</summary>
    /// <exception cref="GleanException">An LLM is asked for, which this version cannot use.</exception>
    public static async Task<IAnalyzer> ResolveAsync(Session session, string name, CancellationToken cancellationToken)
    {
        if (NeedKey.Contains(name))
        {
            throw new GleanException(FailureKind.Setting, $"The analyzer '{name}' is not part of this version.", "Use the built-in one: --analyzer rules");
        }

        await using var context = session.Database.CreateContext();
        var vouchedFor = await context.Tools.AsNoTracking().Include(t => t.Aliases).Where(t => t.Status == ToolStatus.Approved).ToListAsync(cancellationToken);
        return new RulesAnalyzer(OwnTools.Entries(vouchedFor));
    }
}

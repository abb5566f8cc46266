using System.CommandLine;
using Glean.Analysis;

namespace Glean.Cli.Analysis;

/// <summary>The choice of who reads the texts.</summary>
internal static class AnalyzerOption
{
    public static Option<string> Create()
    {
        var option = new Option<string>("--analyzer")
        {
            Description = "auto takes the configured language model, else rules (built in, offline); ensemble has the rules propose and the model decide",
            HelpName = string.Join('|', AnalyzerChoice.Names),
            DefaultValueFactory = _ => AnalyzerChoice.Auto,
        };
        option.AcceptOnlyFromAmong([.. AnalyzerChoice.Names]);
        return option;
    }
}

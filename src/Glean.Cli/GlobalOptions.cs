using System.CommandLine;

namespace Glean.Cli;

/// <summary>Options that mean the same everywhere.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Config = new("--config")
    {
        Description = "Configuration file (default: config.yaml here, if there is one)",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>For commands that print data.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON" };

    /// <summary>For commands that ask before they act.</summary>
    public static Option<bool> Yes() => new("--yes", "-y") { Description = "Do not ask" };
}

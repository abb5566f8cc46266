using Glean.Catalog;

namespace Glean.Cli;

/// <summary>What the program tells the shell.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int WorkFailed = 1;
    public const int Usage = 2;
    public const int Database = 3;
    public const int Setting = 4;
    public const int Cancelled = 130;

    public static int Of(FailureKind kind) => kind switch
    {
        FailureKind.Work => WorkFailed,
        FailureKind.Usage => Usage,
        FailureKind.Database => Database,
        FailureKind.Setting => Setting,
    };
}

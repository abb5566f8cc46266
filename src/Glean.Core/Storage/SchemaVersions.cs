namespace Glean.Storage;

/// <summary>
/// The migrations this program knows, oldest first. A list of its own, so that a quick command can tell a newer or older
/// database without building EF's model; a test holds it equal to the migrations compiled in.
/// </summary>
public static class SchemaVersions
{
    public static readonly IReadOnlyList<string> Sqlite =
    [
        "20261123000000_Initial",
        "20261126000000_DiscoveryIndexes",
        "20261126010000_Scouts",
        "20261126020000_LlmUse",
        "20261126030000_Judgement",
        "20261126040000_Tracking",
        "20261126050000_Notifications",
        "20261127000000_JobParts",
        "20261127100000_DiscoveryCounts",
    ];

    public static readonly IReadOnlyList<string> Postgres =
    [
        "20261127000000_Initial",
        "20261127100000_DiscoveryCounts",
        "20261128000000_ToolSearch",
    ];

    public const string HistoryTable = "__EFMigrationsHistory";
}

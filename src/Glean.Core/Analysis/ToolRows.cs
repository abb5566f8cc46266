using System.Data.Common;
using System.Text.Json;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Analysis;

/// <summary>
/// Tools as an analysis reads and adds them. Written by hand: what EF does for the first time in a process costs as much as reading some thousand texts, and its model
/// 45 MB.
/// </summary>
internal static class ToolRows
{
    private static readonly SqlColumn<Tool>[] Facts =
    [
        new("url", SqlType.Text, t => t.Url),
        new("description", SqlType.Text, t => t.Description),
        new("logo_url", SqlType.Text, t => t.LogoUrl),
        new("pricing_url", SqlType.Text, t => t.PricingUrl),
        new("category", SqlType.Text, t => t.Category),
    ];

    private static readonly SqlColumn<Tool>[] Times = [new("last_updated", SqlType.Time, t => t.LastUpdated)];

    private static readonly SqlColumn<Tool> Number = new("number", SqlType.Whole, t => t.Id);

    private static readonly SqlColumn<Tool> Demo = new("demo", SqlType.Whole, t => t.IsDemo ? 1 : 0);

    private static readonly SqlColumn<Tool>[] New =
    [
        new("name", SqlType.Text, t => t.Name),
        new("name_key", SqlType.Text, t => t.NameKey),
        new("status", SqlType.Text, t => t.Status.ToWire()),
        new("created_at", SqlType.Time, t => t.CreatedAt),
        .. Facts,
        .. Times,
    ];

    private static readonly SqlColumn<(Tool Tool, ToolAlias Alias)>[] AliasColumns =
    [
        new("tool_id", SqlType.Whole, a => a.Tool.Id),
        new("name_key", SqlType.Text, a => a.Alias.NameKey),
        new("name", SqlType.Text, a => a.Alias.Name),
    ];

    /// <summary>
    /// The tools that <paramref name="which"/>, a literal of the caller that begins with WHERE, asks for, oldest first, with their other names. What people and the curator
    /// decided of them is left out, but for the status.
    /// </summary>
    public static List<Tool> Tools(this DbConnection connection, string which, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var tools = connection.Rows(
            $"SELECT id, name, name_key, url, description, logo_url, pricing_url, category, status, is_demo, created_at, last_updated FROM tools {which} ORDER BY id",
            r => new Tool
            {
                Id = r.GetInt64(0),
                Name = r.GetString(1),
                NameKey = r.GetString(2),
                Url = r.Text(3),
                Description = r.Text(4),
                LogoUrl = r.Text(5),
                PricingUrl = r.Text(6),
                Category = r.GetString(7),
                Status = r.Wire<ToolStatus>(8),
                IsDemo = r.GetBoolean(9),
                CreatedAt = r.Utc(10),
                LastUpdated = r.Utc(11),
            },
            parameters);
        var byId = tools.ToDictionary(t => t.Id);
        var aliases = connection.Rows(
            $"SELECT tool_id, name_key, name FROM tool_aliases WHERE {connection.Dialect().In("tool_id", "@ids")} ORDER BY tool_id, name_key",
            r => new ToolAlias { ToolId = r.GetInt64(0), NameKey = r.GetString(1), Name = r.GetString(2) },
            ("@ids", JsonSerializer.Serialize(byId.Keys)));
        foreach (var alias in aliases)
        {
            byId[alias.ToolId].Aliases.Add(alias);
        }

        return tools;
    }

    /// <summary>Adds tools, no two of one name, and gives them their ids.</summary>
    public static void Add(this DbConnection connection, IReadOnlyList<Tool> tools)
    {
        var byKey = tools.ToDictionary(t => t.NameKey);
        var ids = connection.Change(
            [.. New, Demo],
            tools,
            records => $"INSERT INTO tools ({Names(New)}, is_demo) SELECT {Names(New)}, demo = 1 FROM {records} ORDER BY place RETURNING id, name_key",
            r => (Id: r.GetInt64(0), Key: r.GetString(1)));
        foreach (var (id, key) in ids)
        {
            byKey[key].Id = id;
        }
    }

    /// <summary>Adds other names of tools that are stored.</summary>
    public static void Add(this DbConnection connection, IReadOnlyList<(Tool Tool, ToolAlias Alias)> aliases) => connection.Change(
        AliasColumns, aliases, records => $"INSERT INTO tool_aliases ({Names(AliasColumns)}) SELECT {Names(AliasColumns)} FROM {records} ORDER BY place");

    /// <summary>Writes what was learned of tools, and when.</summary>
    public static void Save(this DbConnection connection, IReadOnlyList<Tool> tools) => connection.Save(tools, [.. Facts, .. Times]);

    /// <summary>Writes only when something was last said of tools. A description that is written is indexed anew.</summary>
    public static void Touch(this DbConnection connection, IReadOnlyList<Tool> tools) => connection.Save(tools, Times);

    private static void Save(this DbConnection connection, IReadOnlyList<Tool> tools, IReadOnlyList<SqlColumn<Tool>> columns) => connection.Change(
        [Number, .. columns],
        tools,
        records => $"UPDATE tools SET {string.Join(", ", columns.Select(c => $"{c.Name} = records.{c.Name}"))} FROM {records} WHERE tools.id = records.number");

    private static string Names(IEnumerable<SqlColumn> columns) => string.Join(", ", columns.Select(c => c.Name));
}

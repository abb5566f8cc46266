using System.Data.Common;
using Glean.Storage;

namespace Glean.Llm;

/// <summary>Tokens and money of one kind of thing.</summary>
/// <param name="Name">What it is: a day, a model, a source, a job, a tool.</param>
public sealed record SpendingLine(string Name, long Calls, long InputTokens, long CachedTokens, long OutputTokens, double CostUsd);

/// <summary>What language models used.</summary>
/// <param name="Days">Of the last days asked for, newest first.</param>
/// <param name="Tools">What reading about each approved tool cost; a text that names several is shared among them.</param>
/// <param name="UsdPerAcceptedTool">All that was spent, by the tools that a person approved; null while there is none.</param>
/// <param name="OpenBatches">Handed over and not answered yet.</param>
public sealed record SpendingReport(
    SpendingLine Today, SpendingLine Total, IReadOnlyList<SpendingLine> Days, IReadOnlyList<SpendingLine> Models, IReadOnlyList<SpendingLine> Sources,
    IReadOnlyList<SpendingLine> Jobs, IReadOnlyList<SpendingLine> Tools, double? UsdPerAcceptedTool, int OpenBatches);

/// <summary>Reads the account by plain SQL.</summary>
public static class LlmSpending
{
    private const string Sums =
        "count(DISTINCT u.call), coalesce(sum(u.input_tokens + u.cache_write_tokens), 0), coalesce(sum(u.cached_tokens), 0), coalesce(sum(u.output_tokens), 0), coalesce(sum(u.cost_usd), 0)";

    private const int MostLines = 50;

    public static LlmSpent Since(DbConnection connection, DateTime at) =>
        Spent(connection, "SELECT coalesce(sum(input_tokens + cached_tokens + cache_write_tokens + output_tokens), 0), coalesce(sum(cost_usd), 0) FROM llm_usage WHERE at >= @key", at);

    public static LlmSpent OfJob(DbConnection connection, string jobId) =>
        Spent(connection, "SELECT coalesce(sum(input_tokens + cached_tokens + cache_write_tokens + output_tokens), 0), coalesce(sum(cost_usd), 0) FROM llm_usage WHERE job_id = @key", jobId);

    /// <summary>What open batches may come to.</summary>
    /// <param name="jobId">Those of one job; null for all.</param>
    public static LlmSpent HeldByBatches(DbConnection connection, string? jobId = null) => Spent(
        connection, "SELECT coalesce(sum(reserved_tokens), 0), coalesce(sum(reserved_usd), 0) FROM llm_batches WHERE ended_at IS NULL AND @key IN ('', job_id)", jobId ?? "");

    /// <summary>Since midnight UTC.</summary>
    public static SpendingLine Today(DbConnection connection, DateTime now) =>
        Lines(connection, $"SELECT 'today', {Sums} FROM llm_usage u WHERE u.at >= @key", now.Date)[0];

    /// <summary>By model, since ever.</summary>
    public static IReadOnlyList<SpendingLine> Models(DbConnection connection) =>
        Lines(connection, $"SELECT u.provider || '/' || u.model, {Sums} FROM llm_usage u WHERE @key = '' GROUP BY u.provider, u.model ORDER BY sum(u.cost_usd) DESC", "");

    /// <param name="days">How many days back the lists go; the totals know no limit.</param>
    public static SpendingReport Read(DbConnection connection, DateTime now, int days)
    {
        var since = now.Date.AddDays(1 - days);
        var total = Lines(connection, $"SELECT 'total', {Sums} FROM llm_usage u WHERE @key = ''", "")[0];
        var approved = connection.Count("SELECT count(*) FROM tools WHERE status = 'approved'");
        return new SpendingReport(
            Today(connection, now),
            total,
            Lines(connection, $"SELECT {connection.Dialect().Day("u.at")}, {Sums} FROM llm_usage u WHERE u.at >= @key GROUP BY 1 ORDER BY 1 DESC", since),
            Models(connection),
            Lines(connection, $"SELECT coalesce(s.name, 'unknown'), {Sums} FROM llm_usage u LEFT JOIN sources s ON s.id = u.source_id WHERE u.at >= @key GROUP BY 1 ORDER BY sum(u.cost_usd) DESC LIMIT {MostLines}", since),
            Lines(connection, $"SELECT coalesce(u.job_id, 'none'), {Sums} FROM llm_usage u WHERE u.at >= @key GROUP BY 1 ORDER BY max(u.at) DESC LIMIT {MostLines}", since),
            Lines(
                connection,
                $"""
                SELECT t.name, count(DISTINCT u.call), coalesce(sum((u.input_tokens + u.cache_write_tokens) / n.tools), 0), coalesce(sum(u.cached_tokens / n.tools), 0),
                       coalesce(sum(u.output_tokens / n.tools), 0), coalesce(sum(u.cost_usd / n.tools), 0)
                FROM tools t
                JOIN (SELECT DISTINCT tool_id, discovery_id FROM mentions) m ON m.tool_id = t.id
                JOIN (SELECT discovery_id, count(DISTINCT tool_id) AS tools FROM mentions GROUP BY discovery_id) n ON n.discovery_id = m.discovery_id
                JOIN llm_usage u ON u.discovery_id = m.discovery_id
                WHERE t.status = 'approved' AND u.at >= @key GROUP BY t.id ORDER BY 6 DESC LIMIT {MostLines}
                """,
                since),
            approved == 0 ? null : total.CostUsd / approved,
            (int)connection.Count("SELECT count(*) FROM llm_batches WHERE ended_at IS NULL"));
    }

    private static List<SpendingLine> Lines(DbConnection connection, string sql, object key) => connection.Rows(
        sql, r => new SpendingLine(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), Math.Round(r.GetDouble(5), 6)), ("@key", key));

    private static LlmSpent Spent(DbConnection connection, string sql, object key) =>
        connection.Rows(sql, r => new LlmSpent(r.GetInt64(0), r.GetDouble(1)), ("@key", key))[0];
}

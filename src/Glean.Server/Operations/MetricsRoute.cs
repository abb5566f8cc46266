using System.Data.Common;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Glean.Llm;
using Glean.Operations;
using Glean.Redis;
using Glean.Server.Http;
using Glean.Settings;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Operations;

/// <summary><c>/metrics</c> for Prometheus. Loopback asks freely, others with <c>GLEAN_METRICS_TOKEN</c>.</summary>
internal static class MetricsRoute
{
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Answer).AllowAnonymous().ExcludeFromDescription();

    private static IResult Answer(
        HttpContext context, GleanSettings settings, GleanDatabase database, RequestMetrics requests, MeterCollector meters, ResultCache cache, [FromServices] RedisLink? redis)
    {
        if (!MayAsk(context, settings))
        {
            return Problems.Of(StatusCodes.Status401Unauthorized, "Send the metrics token as bearer.");
        }

        var text = new StringBuilder();
        requests.Write(text);
        meters.Write(text);
        text.Metric("glean_process_memory_bytes", "gauge", "Resident memory of the process.", ("", Environment.WorkingSet));
        text.Metric("glean_build_info", "gauge", "The version that runs.", ($"version=\"{PrometheusText.Escape(StatusRoutes.Version)}\"", 1));
        text.Metric("glean_database_up", "gauge", "1 when the database answers.", ("", WriteDatabase(text, database, cache) ? 1 : 0));
        if (redis is not null)
        {
            text.Metric("glean_redis_up", "gauge", "1 when the Redis that is set answers.", ("", redis.Condition.Reachable ? 1 : 0));
        }

        return TypedResults.Text(text.ToString(), PrometheusText.ContentType);
    }

    /// <summary>A proxy on this machine speaks for others: what it forwards does not count as loopback.</summary>
    private static bool MayAsk(HttpContext context, GleanSettings settings)
    {
        var headers = context.Request.Headers;
        var local = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !headers.ContainsKey("X-Forwarded-For") && !headers.ContainsKey("Forwarded");
        return local || (settings[SettingDefinitions.MetricsToken] is { } token
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(headers.Authorization.ToString())), SHA256.HashData(Encoding.UTF8.GetBytes("Bearer " + token))));
    }

    private static bool WriteDatabase(StringBuilder text, GleanDatabase database, ResultCache cache)
    {
        try
        {
            text.Append(Encoding.UTF8.GetString(cache.Get("metrics", () => Encoding.UTF8.GetBytes(Read(database)))));
            text.Metric("glean_database_size_bytes", "gauge", "The database; of SQLite the file with its write-ahead log.", ("", database.Size()));
            return true;
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Read(GleanDatabase database)
    {
        using var connection = database.OpenForReading();
        var figures = PipelineMetrics.Read(connection);
        var text = new StringBuilder();
        text.Metric("glean_discovery_queue", "gauge", "Discoveries that wait for the analyzer.", ("", figures.DiscoveryQueue));
        text.Metric("glean_tools", "gauge", "Tools by status.", figures.Tools.Select(t => ($"status=\"{t.Status}\"", (double)t.Count)));
        text.Metric("glean_jobs", "gauge", "Jobs on record by type and status.", figures.Jobs.Select(j => ($"type=\"{j.Type}\",status=\"{j.Status}\"", (double)j.Count)));
        text.Append("# HELP glean_job_duration_seconds Time that finished jobs took.\n# TYPE glean_job_duration_seconds summary\n");
        foreach (var job in figures.Jobs.Where(j => j.Finished > 0))
        {
            text.Append($"glean_job_duration_seconds_sum{{type=\"{job.Type}\",status=\"{job.Status}\"}} {job.Seconds}\n");
            text.Append($"glean_job_duration_seconds_count{{type=\"{job.Type}\",status=\"{job.Status}\"}} {job.Finished}\n");
        }

        text.Metric("glean_source_healthy", "gauge", "1 when the last fetch of a source went well.",
            figures.Sources.Select(s => ($"source=\"{PrometheusText.Escape(s.Name)}\"", s.Health == "failing" ? 0.0 : 1.0)));
        text.Metric("glean_source_consecutive_failures", "gauge", "Fetches that failed in a row.",
            figures.Sources.Select(s => ($"source=\"{PrometheusText.Escape(s.Name)}\"", (double)s.ConsecutiveFailures)));
        text.Metric("glean_llm_requests_total", "counter", "Questions that language models answered.", figures.Llm.Select(m => (Model(m), (double)m.Calls)));
        text.Metric("glean_llm_tokens_total", "counter", "Tokens that language models used.", figures.Llm.SelectMany(m => new[]
        {
            ($"{Model(m)},kind=\"input\"", (double)m.InputTokens), ($"{Model(m)},kind=\"cached\"", m.CachedTokens), ($"{Model(m)},kind=\"output\"", m.OutputTokens),
        }));
        text.Metric("glean_llm_cost_usd_total", "counter", "What language models cost by the price table, in US dollars.", figures.Llm.Select(m => (Model(m), m.CostUsd)));
        return text.ToString();
    }

    private static string Model(SpendingLine line) => $"model=\"{PrometheusText.Escape(line.Name)}\"";
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Glean.Server.Http;

/// <summary>How long requests took, by method, route and status: a histogram in Prometheus' sense (cumulative buckets).</summary>
internal sealed class RequestMetrics
{
    private const string Metric = "glean_http_request_duration_seconds";

    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10];

    // Foreign method names must not make new series.
    private static readonly HashSet<string> Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];

    private readonly ConcurrentDictionary<(string Method, string Route, int Status), Series> series = new();

    public void Count(string method, string? route, int status, double seconds) =>
        series.GetOrAdd((Methods.Contains(method) ? method : "other", Name(route), status), static _ => new Series()).Add(seconds);

    /// <summary>The root of a group ends with a slash; every other address is one series together.</summary>
    private static string Name(string? route) => route is null ? "unmatched" : route is ['/', .., '/'] ? route[..^1] : route;

    public void Write(StringBuilder text)
    {
        text.Append($"# HELP {Metric} Time from the arrival of a request to its answer.\n# TYPE {Metric} histogram\n");
        foreach (var ((method, route, status), one) in series.OrderBy(s => s.Key))
        {
            one.Write(text, $"method=\"{method}\",route=\"{PrometheusText.Escape(route)}\",status=\"{status}\"");
        }
    }

    /// <summary>
    /// How long 95 of 100 requests took at most, as the bound of their bucket (the greatest bound when longer), and how many of 100 failed
    /// by our fault; zero for both without requests. Streams of events last as long as somebody looks on, and do not count.
    /// </summary>
    public (double P95Seconds, double ErrorPercent) Summary()
    {
        var counts = new long[Bounds.Length + 1];
        long total = 0, failed = 0;
        foreach (var ((_, _, status), one) in series.Where(s => !s.Key.Route.EndsWith("/events", StringComparison.Ordinal)))
        {
            var added = one.AddTo(counts);
            total += added;
            failed += status >= 500 ? added : 0;
        }

        if (total == 0)
        {
            return (0, 0);
        }

        var at = 0;
        for (var seen = counts[0]; seen < 0.95 * total; seen += counts[at])
        {
            at++;
        }

        return (Bounds[Math.Min(at, Bounds.Length - 1)], 100.0 * failed / total);
    }

    private sealed class Series
    {
        private readonly long[] counts = new long[Bounds.Length + 1];
        private double sum;
        private readonly Lock gate = new();

        public void Add(double seconds)
        {
            var bucket = Array.FindIndex(Bounds, b => seconds <= b);
            lock (gate)
            {
                counts[bucket < 0 ? Bounds.Length : bucket]++;
                sum += seconds;
            }
        }

        /// <summary>Adds its buckets to <paramref name="all"/>.</summary>
        /// <returns>How many requests it has seen.</returns>
        public long AddTo(long[] all)
        {
            lock (gate)
            {
                for (var i = 0; i < counts.Length; i++)
                {
                    all[i] += counts[i];
                }

                return counts.Sum();
            }
        }

        public void Write(StringBuilder text, string labels)
        {
            lock (gate)
            {
                var total = 0L;
                for (var i = 0; i < counts.Length; i++)
                {
                    total += counts[i];
                    var bound = i < Bounds.Length ? Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                    text.Append($"{Metric}_bucket{{{labels},le=\"{bound}\"}} {total}\n");
                }

                text.Append($"{Metric}_sum{{{labels}}} {sum}\n{Metric}_count{{{labels}}} {total}\n");
            }
        }
    }
}

/// <summary>Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/).</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Escape(string label) => label.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "");

    /// <summary>One metric with all its series.</summary>
    public static void Metric(this StringBuilder text, string name, string type, string help, params IEnumerable<(string Labels, double Value)> series)
    {
        text.Append($"# HELP {name} {help}\n# TYPE {name} {type}\n");
        foreach (var (labels, value) in series)
        {
            text.Append(labels.Length == 0 ? $"{name} {value}\n" : $"{name}{{{labels}}} {value}\n");
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Glean.Server.Http;

/// <summary>Sums the counters of every meter named <c>Glean…</c>, so that a feature counts without knowing who reads.</summary>
internal sealed class MeterCollector : IDisposable
{
    private readonly ConcurrentDictionary<(string Name, string Labels), double> sums = new();
    private readonly ConcurrentDictionary<string, string> helps = new();
    private readonly MeterListener listener = new();

    public MeterCollector()
    {
        listener.InstrumentPublished = (instrument, watching) =>
        {
            if (instrument.Meter.Name.StartsWith("Glean", StringComparison.Ordinal) && instrument.GetType().Name.StartsWith("Counter", StringComparison.Ordinal))
            {
                helps[NameOf(instrument)] = instrument.Description ?? "";
                watching.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>(Add);
        listener.Start();
    }

    public void Write(StringBuilder text)
    {
        foreach (var metric in sums.GroupBy(s => s.Key.Name).OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            text.Metric(metric.Key, "counter", helps.GetValueOrDefault(metric.Key, ""), metric.Select(s => (s.Key.Labels, s.Value)));
        }
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = string.Join(',', tags.ToArray().Select(t => $"{t.Key}=\"{PrometheusText.Escape(t.Value?.ToString() ?? "")}\""));
        sums.AddOrUpdate((NameOf(instrument), labels), value, (_, sum) => sum + value);
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) => Add(instrument, value, tags);

    private static string NameOf(Instrument instrument) => instrument.Name.Replace('.', '_') + (instrument.Name.EndsWith("_total", StringComparison.Ordinal) ? "" : "_total");

    public void Dispose() => listener.Dispose();
}

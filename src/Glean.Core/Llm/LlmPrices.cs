using System.Globalization;
using System.Text;
using Glean.Catalog;
using Glean.Settings;

namespace Glean.Llm;

/// <summary>What was sent and received.</summary>
/// <param name="Input">Sent, without what the two caches account for.</param>
/// <param name="Cached">Sent and found in the provider's cache.</param>
/// <param name="CacheWrite">Sent and put into it.</param>
public readonly record struct LlmTokens(long Input, long Cached, long CacheWrite, long Output)
{
    public long Total => Input + Cached + CacheWrite + Output;
}

/// <summary>A model's price in US dollars for a million tokens.</summary>
/// <param name="Batch">What a batch costs of it, 0..1.</param>
/// <param name="IsGuess">The model is not in the table; it is taken for the dearest of its provider, so that a budget holds.</param>
public sealed record LlmPrice(double Input, double Cached, double CacheWrite, double Output, double Batch, bool IsGuess = false)
{
    private const double Million = 1_000_000;

    public double Of(LlmTokens tokens, bool batch) =>
        ((tokens.Input * Input) + (tokens.Cached * Cached) + (tokens.CacheWrite * CacheWrite) + (tokens.Output * Output)) / Million * (batch ? Batch : 1);
}

/// <summary>The price table that ships (<c>Llm/Data/llm-prices.csv</c>), and what <c>GLEAN_LLM_PRICES</c> says otherwise.</summary>
public sealed class LlmPrices
{
    private readonly List<(string Provider, string Model, LlmPrice Price)> rows;
    private readonly Dictionary<string, LlmPrice> own;

    private LlmPrices(List<(string, string, LlmPrice)> rows, Dictionary<string, LlmPrice> own) => (this.rows, this.own) = (rows, own);

    /// <exception cref="GleanException"><c>GLEAN_LLM_PRICES</c> cannot be read.</exception>
    public static LlmPrices Load(GleanSettings settings)
    {
        using var reader = new StreamReader(EmbeddedData.Open("llm-prices.csv"), Encoding.UTF8);
        return new LlmPrices(Read(reader), Own(settings[SettingDefinitions.LlmPrices]));
    }

    public LlmPrice For(LlmProvider provider, string model)
    {
        if (own.TryGetValue(model, out var stated))
        {
            return stated;
        }

        var ofProvider = rows.Where(r => r.Provider == provider.ToWire()).ToList();
        return ofProvider.Where(r => model.StartsWith(r.Model, StringComparison.Ordinal)).OrderByDescending(r => r.Model.Length).FirstOrDefault().Price
            ?? ofProvider.MaxBy(r => r.Price.Output).Price with { IsGuess = true };
    }

    private static List<(string, string, LlmPrice)> Read(TextReader reader)
    {
        List<(string, string, LlmPrice)> rows = [];
        var headed = false;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Length == 0 || !headed)
            {
                headed |= !line.StartsWith('#');
                continue;
            }

            var f = line.Split(',');
            rows.Add((f[0], f[1], new LlmPrice(Number(f[2]), Number(f[3]), Number(f[4]), Number(f[5]), Number(f[6]))));
        }

        return rows;
    }

    /// <summary>Reads <c>model=input/output</c> or <c>model=input/cached/output</c>, comma list.</summary>
    private static Dictionary<string, LlmPrice> Own(string? list)
    {
        Dictionary<string, LlmPrice> prices = new(StringComparer.Ordinal);
        foreach (var entry in (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split('=', 2);
            var amounts = parts.Length == 2 ? parts[1].Split('/').Select(a => double.TryParse(a, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) ? n : double.NaN).ToArray() : [];
            prices[parts[0]] = amounts.Any(double.IsNaN) ? throw Unreadable(entry) : amounts switch
            {
                [var input, var output] => new LlmPrice(input, input, input * 1.25, output, 0.5),
                [var input, var cached, var output] => new LlmPrice(input, cached, input * 1.25, output, 0.5),
                _ => throw Unreadable(entry),
            };
        }

        return prices;
    }

    private static GleanException Unreadable(string entry) => new(FailureKind.Setting, $"{SettingDefinitions.LlmPrices.Variable} makes no sense: '{entry}'.",
        "Write model=input/output or model=input/cached/output in US dollars for a million tokens, comma list, for example my-model=0.5/2");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

using System.Net;
using System.Text.Json;
using Glean.Egress;

namespace Glean.Corpora;

/// <summary>Whether the address guard decides recorded attacks and networks as their collectors expect. Nothing is sent.</summary>
public static class SecuritySsrfReport
{
    public static void Run(string folder, TextWriter output)
    {
        var misjudged = Misjudged(folder);
        var cases = Lines(folder, "ssrf-urls.jsonl").Count() + Lines(folder, "ip-ranges.jsonl").Count();
        output.WriteLine($"decided as expected: {cases - misjudged.Count} of {cases}");
        foreach (var line in misjudged)
            output.WriteLine($"  {line}");
    }

    /// <summary>The cases decided otherwise, with what was expected.</summary>
    public static IReadOnlyList<string> Misjudged(string folder)
    {
        var guard = new AddressGuard([]);
        var wrong = new List<string>();
        foreach (var line in Lines(folder, "ssrf-urls.jsonl"))
        {
            // What a name resolves to or redirects to is judged when connecting; the name itself must pass.
            var (url, expected) = (line.GetProperty("url").GetString()!, line.GetProperty("expect").GetString());
            if (guard.Judge(url) is null != (expected != "block"))
                wrong.Add($"{url}: expected {expected}");
        }

        foreach (var line in Lines(folder, "ip-ranges.jsonl"))
        {
            var expected = line.GetProperty("non_public").GetBoolean();
            var text = line.TryGetProperty("ip", out var ip) ? ip.GetString()! : line.GetProperty("cidr").GetString()!;
            if (Edges(text).Any(address => guard.Judge(address) is not null != expected))
                wrong.Add($"{text}: expected {(expected ? "refused" : "allowed")}");
        }

        return wrong;
    }

    private static IEnumerable<JsonElement> Lines(string folder, string file) =>
        File.ReadLines(Path.Combine(folder, file)).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<JsonElement>(line));

    /// <summary>An address, or the first, second and last of a network.</summary>
    private static IEnumerable<IPAddress> Edges(string text)
    {
        if (!text.Contains('/', StringComparison.Ordinal))
        {
            yield return IPAddress.Parse(text);
            yield break;
        }

        var network = IPNetwork.Parse(text);
        var first = network.BaseAddress.GetAddressBytes();
        yield return network.BaseAddress;

        var last = (byte[])first.Clone();
        for (var bit = network.PrefixLength; bit < last.Length * 8; bit++)
            last[bit / 8] |= (byte)(0x80 >> (bit % 8));

        yield return new IPAddress(last);
        if (network.PrefixLength < first.Length * 8)
        {
            first[^1] |= 1;
            yield return new IPAddress(first);
        }
    }
}

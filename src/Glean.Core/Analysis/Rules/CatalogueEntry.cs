using System.Text;
using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>A known product.</summary>
/// <param name="Aliases">Other names; one that starts with <c>?</c> is also an ordinary word and needs context.</param>
/// <param name="Domain">Its home, for example <c>apollo.io</c>; may be empty.</param>
/// <param name="Ambiguous">True when the name itself is also an ordinary word or another name.</param>
public sealed record CatalogueEntry(
    string Name,
    IReadOnlyList<string> Aliases,
    string Domain = "",
    string Category = Focus.Other,
    bool Ambiguous = false,
    string Vendor = "");

/// <summary>The list of products that ships with Glean.</summary>
public static class ShippedCatalogue
{
    private static readonly Lazy<IReadOnlyList<CatalogueEntry>> Shipped = new(() =>
    {
        using var reader = new StreamReader(EmbeddedData.Open("catalogue.csv"), Encoding.UTF8);
        return Read(reader);
    });

    public static IReadOnlyList<CatalogueEntry> Entries => Shipped.Value;

    /// <summary>
    /// Reads <c>name,aliases,domain,category,ambiguous,vendor</c> with aliases parted by bars. No name holds a comma, so
    /// nothing is quoted; a row of another width is a mistake in the file.
    /// </summary>
    public static IReadOnlyList<CatalogueEntry> Read(TextReader reader)
    {
        var entries = new List<CatalogueEntry>();
        var number = 1;
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0)
                continue;
            var fields = line.Split(',', StringSplitOptions.TrimEntries);
            if (fields.Length != 6)
                throw new InvalidDataException($"Line {number} of the catalogue has {fields.Length} fields where 6 are expected: {line}");
            entries.Add(new CatalogueEntry(
                fields[0],
                fields[1].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                fields[2].ToLowerInvariant(),
                fields[3].Length > 0 ? fields[3] : Focus.Other,
                fields[4] == "yes",
                fields[5]));
        }

        return entries;
    }
}

using System.Text.Json;
using Glean.Scouts;

namespace Glean.Corpora.Feeds;

/// <summary>dates: texts of dates and the moment each means, or that it means none.</summary>
public static class DatesReport
{
    public static void Run(string folder, TextWriter output)
    {
        var tally = new Tally();
        foreach (var line in File.ReadLines(Path.Combine(folder, "dates.jsonl")).Where(l => l.Length > 0))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var input = row.Text("input")!;
            var parsed = tally.Measure(input, () => PublicationDate.Parse(input));
            var expected = row.Text("expect_utc");
            var matched = row.TryGetProperty("expect", out _) ? parsed is not null
                : expected is null ? parsed is null
                : Comparing.SameMoment(expected, parsed);
            tally.Check(matched, input, row.Text("format")!, expected, parsed);
        }

        tally.Print("dates", output);
    }
}

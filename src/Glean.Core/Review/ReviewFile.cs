using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Review;

/// <summary>A decision in a file that was not carried out.</summary>
public sealed record ReviewProblem(int Line, string Reason);

/// <summary>What came of the decisions in a file.</summary>
public sealed record ReviewImport(int Approved, int Rejected, int Undecided, IReadOnlyList<ReviewProblem> Problems);

/// <summary>
/// Review without a terminal: the queue as a file (<c>.csv</c>, else JSON Lines) in which a person fills <c>decision</c>
/// (<c>approve</c>, <c>reject</c>, or nothing) and <c>reason</c>.
/// </summary>
public sealed class ReviewFile(GleanDatabase database, ReviewDesk desk)
{
    private const int QuotesShown = 5;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private sealed record Line(long Id, string? Name, string? Url, string? Category, double? Score, string? Claims, string? Decision, string? Reason);

    /// <summary>Writes the queue, best first.</summary>
    /// <returns>How many tools were written.</returns>
    public async Task<int> ExportAsync(string path, CancellationToken cancellationToken)
    {
        var queue = await desk.QueueAsync(cancellationToken);
        using var connection = database.OpenForReading();
        var lines = queue.Select(t => new Line(
            t.Id, t.Name, t.Url, t.Category, t.RelevanceScore,
            string.Join(" ¶ ", ToolReader.Find(connection, t.Id)!.Claims.OrderByDescending(c => c.Confidence).Take(QuotesShown).Select(c => $"{c.ClaimType}: {c.Content}")),
            "", ""));
        try
        {
            await using var writer = new StreamWriter(path);
            if (IsCsv(path))
            {
                await using var csv = new CsvWriter(writer, CsvSettings());
                foreach (var property in typeof(Line).GetProperties())
                {
                    csv.WriteField(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
                }

                await csv.NextRecordAsync();
                foreach (var line in lines)
                {
                    csv.WriteRecord(line);
                    await csv.NextRecordAsync();
                }
            }
            else
            {
                foreach (var line in lines)
                {
                    await writer.WriteLineAsync(JsonSerializer.Serialize(line, Json));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GleanException(FailureKind.Work, $"{path} cannot be written: {e.Message}", "Name a file in a folder you may write to", e);
        }

        return queue.Count;
    }

    /// <summary>Carries out the decisions in a file; what cannot be is named by line.</summary>
    public async Task<ReviewImport> ImportAsync(string path, string actor, CancellationToken cancellationToken)
    {
        var result = new ReviewImport(0, 0, 0, []);
        List<ReviewProblem> problems = [];
        foreach (var (number, line, problem) in Read(path))
        {
            if (line is null)
            {
                problems.Add(new ReviewProblem(number, problem!));
                continue;
            }

            switch (line.Decision?.Trim().ToLowerInvariant())
            {
                case "approve" or "approved":
                    result = result with { Approved = result.Approved + Note(await desk.ApproveAsync(line.Id, actor, cancellationToken), number, problems) };
                    break;
                case "reject" or "rejected":
                    result = result with { Rejected = result.Rejected + Note(await desk.RejectAsync(line.Id, line.Reason, actor, cancellationToken), number, problems) };
                    break;
                case null or "" or "skip":
                    result = result with { Undecided = result.Undecided + 1 };
                    break;
                case var other:
                    problems.Add(new ReviewProblem(number, $"'{other}' is no decision; write approve, reject or nothing."));
                    break;
            }
        }

        return result with { Problems = problems };
    }

    private static int Note(DecisionOutcome outcome, int line, List<ReviewProblem> problems)
    {
        switch (outcome)
        {
            case DecisionOutcome.Done:
                return 1;
            case DecisionOutcome.AlreadyDecided already:
                problems.Add(new ReviewProblem(line, $"the tool is already {already.Status.ToWire()}{(already.By is { } by ? $" by {by}" : "")}{(already.At is { } at ? $" since {at:yyyy-MM-dd HH:mm} UTC" : "")}."));
                return 0;
            case DecisionOutcome.NoSuchTool missing:
                problems.Add(new ReviewProblem(line, $"there is no tool {missing.ToolId}."));
                return 0;
            case DecisionOutcome.Invalid invalid:
                problems.Add(new ReviewProblem(line, string.Join(" ", invalid.Problems.Select(p => $"{p.Key}: {p.Value}"))));
                return 0;
            default:
                throw new InvalidOperationException($"Unknown outcome {outcome}.");
        }
    }

    private static List<(int Number, Line? Line, string? Problem)> Read(string path)
    {
        try
        {
            return IsCsv(path) ? ReadCsv(path) : ReadJson(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GleanException(FailureKind.Usage, $"The file {path} cannot be read: {e.Message}", "Write one first: glean review --export FILE", e);
        }
    }

    private static List<(int, Line?, string?)> ReadJson(string path)
    {
        List<(int, Line?, string?)> lines = [];
        var number = 0;
        foreach (var text in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            try
            {
                lines.Add((number, JsonSerializer.Deserialize<Line>(text, Json), "is empty"));
            }
            catch (JsonException e)
            {
                lines.Add((number, null, $"is no line of a review: {e.Message}"));
            }
        }

        return lines;
    }

    private static List<(int, Line?, string?)> ReadCsv(string path)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, ReadingSettings());
        List<(int, Line?, string?)> lines = [];
        if (!csv.Read() || !csv.ReadHeader() || !csv.TryGetHeader("id") || !csv.TryGetHeader("decision"))
        {
            throw new GleanException(FailureKind.Usage, $"The file {path} has no columns 'id' and 'decision'.", "Write one first: glean review --export FILE.csv");
        }

        while (csv.Read())
        {
            lines.Add(long.TryParse(csv.GetField("id"), CultureInfo.InvariantCulture, out var id)
                ? (csv.Parser.RawRow, new Line(id, null, null, null, null, null, csv.GetField("decision"), csv.TryGetField<string>("reason", out var reason) ? reason : null), null)
                : (csv.Parser.RawRow, null, "has no number in 'id'."));
        }

        return lines;
    }

    // No line ending is set: a spreadsheet saves with its own.
    private static CsvConfiguration ReadingSettings() => new(CultureInfo.InvariantCulture)
    {
        PrepareHeaderForMatch = header => header.Header.Trim().ToLowerInvariant(),
        MissingFieldFound = null,
        BadDataFound = null,
    };

    private static CsvConfiguration CsvSettings() => new(CultureInfo.InvariantCulture)
    {
        InjectionOptions = InjectionOptions.Escape,
        InjectionCharacters = ['=', '@', '+', '-', '\t', '\r', '\n', '\0'],
        NewLine = "\n",
    };

    private static bool IsCsv(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
}

internal static class CsvHeaders
{
    public static bool TryGetHeader(this CsvReader csv, string name) =>
        csv.HeaderRecord!.Any(h => string.Equals(h.Trim(), name, StringComparison.OrdinalIgnoreCase));
}

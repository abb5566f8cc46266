using System.Text.Json.Nodes;
using Glean.Storage;

namespace Glean.Jobs;

/// <summary>
/// A share of work that several processes do at once: what has a number that leaves <paramref name="Part"/> when it is divided by
/// <paramref name="Parts"/>.
/// </summary>
public sealed record JobShare(int Part, int Parts)
{
    private const int Fewest = 2, Most = 16;

    /// <summary>Into how many shares to cut work of this size, each worth a job of its own; one when it is not worth it.</summary>
    /// <param name="each">How much work a share is to have.</param>
    /// <remarks>A SQLite file has one writer at a time, so that processes would only wait for each other.</remarks>
    public static int Count(GleanDatabase database, int work, int each) =>
        database is PostgresDatabase && work >= Fewest * each ? Math.Min(work / each, Most) : 1;

    /// <summary>Reads <c>part</c> and <c>parts</c>; null when the job is whole.</summary>
    public static JobShare? Read(OptionReader options)
    {
        switch (options.Whole("part", 0, Most - 1), options.Whole("parts", Fewest, Most))
        {
            case (null, null):
                return null;
            case ({ } part, { } parts) when part < parts:
                return new JobShare(part, parts);
            default:
                options.Refuse("part", "part and parts are given together, and part counts from 0 up to parts.");
                return null;
        }
    }

    /// <summary>The options of each share, as <see cref="Read"/> reads them, beside those that all have.</summary>
    public static IReadOnlyList<JsonObject> Options(int parts, Func<JsonObject> common) =>
    [
        .. Enumerable.Range(0, parts).Select(part =>
        {
            var options = common();
            (options["part"], options["parts"]) = (part, parts);
            return options;
        }),
    ];

    /// <summary>Whether this share has what <paramref name="key"/> names, the same in every process.</summary>
    public bool Has(string key) => key.Aggregate(17u, (hash, c) => (hash * 31) + c) % Parts == Part;
}

using System.Globalization;

namespace Glean.Server.Http;

/// <summary>A place in a list that is ordered by time and id, as clients hand it back for the next page.</summary>
internal static class TimeCursor
{
    private const string Format = "yyyyMMddHHmmss";

    public static string Write(DateTime at, long id) => $"{at.ToString(Format, CultureInfo.InvariantCulture)}-{id}";

    /// <summary>The time and id, or null when the text is no cursor.</summary>
    public static (DateTime At, long Id)? Read(string cursor)
    {
        var parts = cursor.Split('-');
        return parts.Length == 2
            && DateTime.TryParseExact(parts[0], Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? (at, id)
            : null;
    }
}

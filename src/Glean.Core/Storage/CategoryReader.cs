using System.Data.Common;

namespace Glean.Storage;

/// <summary>Counts tools by category.</summary>
public static class CategoryReader
{
    /// <summary>Every category that tools have, with how many.</summary>
    public static IReadOnlyDictionary<string, long> Counts(DbConnection connection) => connection
        .Rows("SELECT category, count(*) FROM tools GROUP BY category", r => (Name: r.GetString(0), Count: r.GetInt64(1)))
        .ToDictionary(r => r.Name, r => r.Count);
}

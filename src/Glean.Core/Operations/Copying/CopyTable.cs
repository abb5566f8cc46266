namespace Glean.Operations.Copying;

/// <summary>What the cells of a column are, whichever way a database stores them.</summary>
internal enum CellKind
{
    Truth,
    Int32,
    Int64,
    Real,
    Decimal,
    Text,
    Time,
    Blob,
}

internal sealed record CopyColumn(string Name, CellKind Kind);

/// <summary>A table as both databases have it.</summary>
/// <param name="Columns">Those that are stored and that no trigger fills.</param>
/// <param name="Key">The columns of the primary key, in its order.</param>
/// <param name="RefersTo">The tables that its foreign keys lead to.</param>
/// <param name="CountsIds">Whether the database gives its rows their ids.</param>
internal sealed record CopyTable(string Name, IReadOnlyList<CopyColumn> Columns, IReadOnlyList<CopyColumn> Key, IReadOnlyList<string> RefersTo, bool CountsIds)
{
    /// <summary>Its rows must come in one transaction, since one may refer to a later one.</summary>
    public bool RefersToItself => RefersTo.Contains(Name);

    /// <summary>The rows that are the database's own and not for the other.</summary>
    public string? Filter => Name == CopyMarker.Table ? $"\"key\" <> '{CopyMarker.Key}'" : null;

    public string ColumnList => Quoted(Columns);

    public string KeyList => Quoted(Key);

    private static string Quoted(IEnumerable<CopyColumn> columns) => string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
}

using Glean.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Glean.Operations.Copying;

/// <summary>The tables to copy, read from EF's model.</summary>
internal static class CopyLayout
{
    /// <summary>Every table of <paramref name="database"/>, each behind those that it refers to.</summary>
    public static IReadOnlyList<CopyTable> Of(GleanDatabase database)
    {
        using var context = database.CreateContext();
        var model = context.GetService<IDesignTimeModel>().Model.GetRelationalModel();
        var waiting = model.Tables.Select(Describe).OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        List<CopyTable> ordered = [];
        while (waiting.Count > 0)
        {
            var next = waiting.Find(t => t.RefersTo.All(other => other == t.Name || ordered.Exists(o => o.Name == other)))
                ?? throw new InvalidOperationException($"Tables refer to each other in a circle: {string.Join(", ", waiting.Select(t => t.Name))}.");
            waiting.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    private static CopyTable Describe(ITable table)
    {
        // Computed columns, and those that a trigger fills.
        var columns = table.Columns
            .Where(c => !c.PropertyMappings[0].Property.ValueGenerated.HasFlag(ValueGenerated.OnUpdate))
            .Select(c => new CopyColumn(c.Name, KindOf(c)))
            .ToList();
        var key = table.PrimaryKey!.Columns.Select(c => columns.Find(own => own.Name == c.Name)!).ToList();
        return new CopyTable(
            table.Name,
            columns,
            key,
            [.. table.ForeignKeyConstraints.Select(f => f.PrincipalTable.Name).Distinct()],
            table.PrimaryKey.Columns is [var only] && key[0].Kind == CellKind.Int64 && only.PropertyMappings[0].Property.ValueGenerated == ValueGenerated.OnAdd);
    }

    private static CellKind KindOf(IColumn column)
    {
        var mapping = column.PropertyMappings[0];
        var own = Nullable.GetUnderlyingType(mapping.Property.ClrType) ?? mapping.Property.ClrType;
        // SQLite's text of a time is one of the two ways to store it; other conversions are the same in both.
        var stored = own == typeof(DateTime) ? own : mapping.TypeMapping.Converter?.ProviderClrType ?? own;
        return (Nullable.GetUnderlyingType(stored) ?? stored) switch
        {
            var t when t == typeof(bool) => CellKind.Truth,
            var t when t == typeof(int) => CellKind.Int32,
            var t when t == typeof(long) => CellKind.Int64,
            var t when t == typeof(double) => CellKind.Real,
            var t when t == typeof(decimal) => CellKind.Decimal,
            var t when t == typeof(string) => CellKind.Text,
            var t when t == typeof(DateTime) => CellKind.Time,
            var t when t == typeof(byte[]) => CellKind.Blob,
            var other => throw new InvalidOperationException($"{column.Table.Name}.{column.Name} is {other.Name}, which a copy does not know."),
        };
    }
}

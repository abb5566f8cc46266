using Glean.Catalog;
using Microsoft.EntityFrameworkCore;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Glean.Storage;

/// <summary>What the tables have in PostgreSQL only.</summary>
internal static class PostgresMapping
{
    public static void Apply(ModelBuilder model)
    {
        // Virtual columns come with PostgreSQL 18.
        model.Entity<Tool>().Property<DateTime>("UpdatedAt").HasComputedColumnSql("last_updated", stored: true);
        // PostgreSQL would put tools without a score first.
        model.Entity<Tool>().HasIndex(t => new { t.Status, t.RelevanceScore }).IsDescending(false, true).HasNullSortOrder(NullSortOrder.Unspecified, NullSortOrder.NullsLast);
        model.Entity<Tool>().HasIndex(t => t.RelevanceScore).IsDescending(true).HasNullSortOrder(NullSortOrder.NullsLast);
    }
}

using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Scouts;

/// <summary>The doors of the sources: rows of <c>sources</c> below that of their kind. Those enabled are read by every run.</summary>
public sealed class DoorBook(GleanDatabase database, TimeProvider time)
{
    /// <summary>The enabled doors of a scout; on the first call in the life of a database its defaults are.</summary>
    public async Task<IReadOnlyList<Source>> EnabledAsync(IScout scout, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var definition = scout.Definition;
        var parent = await ParentAsync(context, definition.Name, cancellationToken);
        var seeded = SeededKey(definition);
        if (await context.Settings.FindAsync([seeded], cancellationToken) is null)
        {
            await EnableAsync(context, parent, scout.Defaults, cancellationToken);
            context.Settings.Add(new Setting { Key = seeded, Value = "true", UpdatedAt = Now });
            await context.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return await context.Sources.AsNoTracking().Where(s => s.ParentId == parent.Id && s.Enabled).OrderBy(s => s.Id).ToListAsync(cancellationToken);
    }

    /// <summary>All doors of a scout, also those not enabled.</summary>
    public async Task<IReadOnlyList<Source>> AllAsync(IScout scout, CancellationToken cancellationToken)
    {
        await EnabledAsync(scout, cancellationToken);
        await using var context = database.CreateContext();
        return await Below(context, scout.Definition.Name).AsNoTracking().OrderBy(s => s.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The rows of these doors; one not known yet is remembered, but not enabled.</summary>
    public async Task<IReadOnlyList<Source>> NamedAsync(string source, IReadOnlyList<Door> doors, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var parent = await ParentAsync(context, source, cancellationToken);
        List<Source> rows = [];
        foreach (var door in doors)
        {
            var row = await FindAsync(context, parent, door, cancellationToken);
            if (row is null)
            {
                row = NewRow(parent, door);
                context.Sources.Add(row);
                await context.SaveChangesAsync(cancellationToken);
            }

            rows.Add(row);
        }

        await transaction.CommitAsync(cancellationToken);
        context.ChangeTracker.Clear();
        return [.. rows.DistinctBy(r => r.Id)];
    }

    /// <summary>Enables doors, adding those that are missing.</summary>
    /// <returns>How many were not enabled before.</returns>
    public async Task<int> EnableAsync(IScout scout, IReadOnlyList<Door> doors, CancellationToken cancellationToken)
    {
        await EnabledAsync(scout, cancellationToken);
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var parent = await ParentAsync(context, scout.Definition.Name, cancellationToken);
        var added = await EnableAsync(context, parent, doors, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return added;
    }

    /// <summary>Stops reading a door; what came through it stays.</summary>
    /// <returns>False when there is no such door, or it was not enabled.</returns>
    public async Task<bool> DisableAsync(IScout scout, Door door, CancellationToken cancellationToken)
    {
        await EnabledAsync(scout, cancellationToken);
        await using var context = database.CreateContext();
        var name = RowName(scout.Definition.Name, door.Key);
        return await Below(context, scout.Definition.Name).Where(s => s.Enabled && (s.Name == name || (door.Url != null && s.Url == door.Url)))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Enabled, false), cancellationToken) > 0;
    }

    /// <summary>The setting that tells that a scout's defaults have been added.</summary>
    internal static string SeededKey(ScoutDefinition definition) => $"{definition.Name}.default_{definition.Doors}_added";

    internal static string RowName(string source, string key) => $"{source}:{key}";

    private static IQueryable<Source> Below(GleanDbContext context, string source) =>
        context.Sources.Where(s => context.Sources.Any(p => p.Id == s.ParentId && p.Name == source));

    private async Task<Source> ParentAsync(GleanDbContext context, string name, CancellationToken cancellationToken)
    {
        var parent = await context.Sources.SingleOrDefaultAsync(s => s.Name == name, cancellationToken);
        if (parent is null)
        {
            parent = new Source { Name = name, CreatedAt = Now };
            context.Sources.Add(parent);
            await context.SaveChangesAsync(cancellationToken);
        }

        return parent;
    }

    // By the address it has now or the key it was added under: a feed that moved for good is still found under its old address.
    private static Task<Source?> FindAsync(GleanDbContext context, Source parent, Door door, CancellationToken cancellationToken)
    {
        var name = RowName(parent.Name, door.Key);
        return context.Sources.FirstOrDefaultAsync(s => s.ParentId == parent.Id && (s.Name == name || (door.Url != null && s.Url == door.Url)), cancellationToken);
    }

    /// <summary>Enables doors, adding those that are missing; the caller saves. A list may have thousands, so the rows are read once.</summary>
    private async Task<int> EnableAsync(GleanDbContext context, Source parent, IReadOnlyList<Door> doors, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, Source>(StringComparer.Ordinal);
        foreach (var row in await context.Sources.Where(s => s.ParentId == parent.Id).OrderBy(s => s.Id).ToListAsync(cancellationToken))
        {
            known.TryAdd(row.Name, row);
            if (row.Url is not null)
            {
                known.TryAdd(RowName(parent.Name, row.Url), row);
            }
        }

        var added = 0;
        foreach (var door in doors)
        {
            if (!known.TryGetValue(RowName(parent.Name, door.Key), out var row))
            {
                row = NewRow(parent, door);
                context.Sources.Add(row);
                known.Add(row.Name, row);
            }

            added += row.Enabled ? 0 : 1;
            row.Enabled = true;
            row.Title ??= door.Title;
        }

        return added;
    }

    private Source NewRow(Source parent, Door door) => new()
    {
        Name = RowName(parent.Name, door.Key),
        Title = door.Title,
        Url = door.Url,
        ParentId = parent.Id,
        Enabled = false,
        CreatedAt = Now,
    };

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}

using System.Text.Json;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Scouts;

/// <summary>What is to be different about a source or a door; null stays as it is.</summary>
/// <param name="Enabled">Whether runs read it.</param>
/// <param name="Title">For people; an empty one takes it away.</param>
public sealed record SourceChange(bool? Enabled = null, string? Title = null);

/// <summary>What became of doors that were to be added.</summary>
/// <param name="Known">Read before.</param>
public sealed record DoorsAdded(int Added, int Known);

/// <summary>What people do with sources: pause and resume them, name them, open and close doors. Each change leaves a line in the audit log.</summary>
public sealed class SourceDesk(GleanDatabase database, TimeProvider time)
{
    /// <summary>Longer titles are refused.</summary>
    public const int LongestTitle = 200;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly DoorBook book = new(database, time);

    /// <summary>The scout that a person means by its name, its name on the command line or its row's id; null when there is none that can be run.</summary>
    public async Task<IScout?> ScoutAsync(string idOrName, CancellationToken cancellationToken)
    {
        if (!long.TryParse(idOrName, out var id))
        {
            return ScoutList.All.FirstOrDefault(s => s.Definition.Name == idOrName || s.Definition.Command == idOrName);
        }

        await using var context = database.CreateContext();
        return await context.Sources.Where(s => s.Id == id && s.ParentId == null).Select(s => s.Name).SingleOrDefaultAsync(cancellationToken) is { } name
            ? ScoutList.Find(name)
            : null;
    }

    /// <summary>Changes a source or a door, by its id or its name.</summary>
    /// <returns>Its id, or null when there is none.</returns>
    public async Task<long?> SetAsync(string idOrName, SourceChange change, Person person, CancellationToken cancellationToken)
    {
        var definition = ScoutList.Definitions.FirstOrDefault(d => d.Name == idOrName || d.Command == idOrName);
        if (ScoutList.Find(idOrName.Split(':')[0]) is { } scout)
        {
            // A door that ships may be closed before the first run; it has its row by then.
            await book.EnabledAsync(scout, cancellationToken);
        }

        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var name = definition?.Name ?? idOrName;
        var row = long.TryParse(idOrName, out var id)
            ? await context.Sources.AsTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken)
            : await context.Sources.AsTracking().SingleOrDefaultAsync(s => s.Name == name, cancellationToken);
        if (row is null && definition is not null)
        {
            row = new Source { Name = name, CreatedAt = Now };
            context.Sources.Add(row);
            await context.SaveChangesAsync(cancellationToken);
        }

        if (row is null)
        {
            return null;
        }

        row.Enabled = change.Enabled ?? row.Enabled;
        row.Title = change.Title is { } title ? title.Trim() is { Length: > 0 } given ? StorableText.Of(given) : null : row.Title;
        if (context.ChangeTracker.HasChanges())
        {
            context.AuditLog.Add(Line("source.changed", row, person, change));
            await context.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return row.Id;
    }

    /// <summary>Opens the doors that <paramref name="doors"/> name; runs read them from now on.</summary>
    public async Task<DoorsAdded> AddAsync(IScout scout, ScoutOptions doors, Person person, CancellationToken cancellationToken)
    {
        var named = scout.Named(doors);
        var added = await book.EnableAsync(scout, named, cancellationToken);
        if (added > 0)
        {
            await using var context = database.CreateContext();
            var row = await context.Sources.AsNoTracking().SingleAsync(s => s.Name == scout.Definition.Name, cancellationToken);
            context.AuditLog.Add(Line("source.doors_added", row, person, new { doors = named.Select(d => d.Key) }));
            await context.SaveChangesAsync(cancellationToken);
        }

        return new DoorsAdded(added, named.Count - added);
    }

    /// <summary>Closes a door. Its row stays, for what came through it and for a run that is reading it now.</summary>
    /// <returns>False when there is no such door.</returns>
    public async Task<bool> RemoveAsync(long doorId, Person person, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var isDoor = await context.Sources.AnyAsync(s => s.Id == doorId && s.ParentId != null, cancellationToken);
        return isDoor && await SetAsync(doorId.ToString(), new SourceChange(Enabled: false), person, cancellationToken) is not null;
    }

    /// <summary>Somebody paused the source, and the run names no doors of its own and asks for no sample texts.</summary>
    public async Task<bool> IsLeftAloneAsync(string source, ScoutOptions options, CancellationToken cancellationToken)
    {
        if (options[ScoutFields.Demo] || ScoutList.Find(source)?.Named(options).Count > 0)
        {
            return false;
        }

        await using var context = database.CreateContext();
        return await context.Sources.AnyAsync(s => s.Name == source && !s.Enabled, cancellationToken);
    }

    /// <summary>The fields that name doors of a scout, the usual one first. A scout is asked which do: it knows its doors, and declares them nowhere else.</summary>
    public static IReadOnlyList<TextsField> DoorFields(IScout scout) =>
        [.. scout.Definition.Options.Select(o => o.Field).OfType<TextsField>()
            .Where(f => scout.Named(ScoutOptions.None.With(f, "sample")).Count > 0)
            .OrderBy(f => f == ScoutFields.Queries)];

    private AuditEntry Line(string action, Source source, Person person, object detail) => new()
    {
        At = Now,
        Actor = person.Name,
        UserId = person.UserId,
        Action = action,
        Subject = $"source:{source.Id}",
        Detail = JsonSerializer.Serialize(detail, Json),
    };

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}

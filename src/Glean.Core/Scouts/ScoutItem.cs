namespace Glean.Scouts;

/// <summary>What a scout found, before it becomes a discovery.</summary>
public sealed record ScoutItem
{
    /// <summary>Where it stands on the web; canonical form is made of it when it is saved.</summary>
    public required string Url { get; init; }

    /// <summary>Where this door showed it, if that is another address than its own: a crosspost, a retweet.</summary>
    public string? ShownAt { get; init; }

    public string Title { get; init; } = "";

    /// <summary>Plain text.</summary>
    public string Text { get; init; } = "";

    public string? Author { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? PublishedAt { get; init; }

    /// <summary>What the service said besides; becomes JSON.</summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; init; } = new Dictionary<string, object?>();

    /// <summary>Metadata of what there is: nulls, empty texts and empty lists are left out.</summary>
    public static IReadOnlyDictionary<string, object?> Told(params IEnumerable<(string Name, object? Value)> fields) =>
        fields.Where(f => f.Value is not (null or "" or System.Collections.ICollection { Count: 0 })).ToDictionary(f => f.Name, f => f.Value);
}

/// <summary>What became of the items of one fetch.</summary>
/// <param name="New">Stored.</param>
/// <param name="Known">Stored before.</param>
/// <param name="Irrelevant">Not of the focus; left out.</param>
/// <param name="Invalid">Without a usable address or any text; left out.</param>
public sealed record SaveCounts(int New, int Known, int Irrelevant, int Invalid)
{
    public static readonly SaveCounts None = new(0, 0, 0, 0);

    public static SaveCounts operator +(SaveCounts a, SaveCounts b) =>
        new(a.New + b.New, a.Known + b.Known, a.Irrelevant + b.Irrelevant, a.Invalid + b.Invalid);
}

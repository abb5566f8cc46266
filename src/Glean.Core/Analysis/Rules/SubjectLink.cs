namespace Glean.Analysis.Rules;

/// <summary>How a statement comes to be about a tool.</summary>
internal enum Relation
{
    /// <summary>The first name in the statement, near its start.</summary>
    Opening,
    /// <summary>The first name in the statement, further in.</summary>
    Inside,
    /// <summary>In one enumeration with the first name.</summary>
    Enumerated,
    /// <summary>Named after another tool.</summary>
    Later,
    /// <summary>The bold or colon-ended lead of the block names it.</summary>
    Lead,
    Row,
    Column,
    /// <summary>A line above that names it and introduces this one.</summary>
    Parent,
    Section,
    /// <summary>The sentence before was about it.</summary>
    Previous,
    Title,
    /// <summary>The only tool of the text.</summary>
    Only,
    /// <summary>The tool that the text is about most: the first of its title, else the one named most often.</summary>
    Main,
    /// <summary>"Both" and "neither" speak of the last two tools.</summary>
    Pair,
}

/// <summary>A statement and a tool it may be about.</summary>
/// <param name="Distance">How many segments ago the tool was last named; 0 when this one names it.</param>
/// <param name="Mention">The mention inside the segment, if any.</param>
/// <param name="Rank">Position among the candidates of the segment, the likeliest first.</param>
internal sealed record SubjectLink(int Segment, int Tool, Relation Relation, int Distance, Mention? Mention, int Rank)
{
    /// <summary>Other ways by which the same tool is offered, as bits by <see cref="Rules.Relation"/>.</summary>
    public int Also { get; set; }

    /// <summary>Whether the text names the tool further down for the first time.</summary>
    public bool IsAhead { get; init; }

    /// <summary>Whether the text says the same of other tools beside this one.</summary>
    public bool IsJoint { get; init; }

    /// <summary>Whether the segment does not name the tool.</summary>
    public bool IsInherited => Mention is null;
}

namespace Glean.Analysis.Rules;

internal enum TokenShape
{
    Lower,
    Capital,
    /// <summary>All capitals, two or more.</summary>
    Upper,
    /// <summary>A capital inside: <c>HubSpot</c>, <c>eBay</c>.</summary>
    Mixed,
    /// <summary>Starts with a digit.</summary>
    Digit,
}

/// <summary>A run of letters and digits.</summary>
internal readonly record struct Token(int Start, int End, TokenShape Shape, bool InAddress)
{
    public int Length => End - Start;

    public bool IsName => Shape is TokenShape.Capital or TokenShape.Upper or TokenShape.Mixed;

    public ReadOnlySpan<char> Of(string text) => text.AsSpan(Start, End - Start);
}

namespace Glean.Catalog;

/// <summary>A half-open range of UTF-16 code units, <c>[Start, End)</c>, in a discovery's text.</summary>
public readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;

    /// <summary>How many code units both spans share.</summary>
    public int Overlap(TextSpan other) => Math.Max(0, Math.Min(End, other.End) - Math.Max(Start, other.Start));
}

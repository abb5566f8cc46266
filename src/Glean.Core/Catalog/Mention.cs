namespace Glean.Catalog;

/// <summary>That a discovery names a tool: which tool, under which name, and where.</summary>
public sealed class Mention
{
    public long Id { get; set; }

    public long ToolId { get; set; }

    public long DiscoveryId { get; set; }

    /// <summary>The name as it stands in the text.</summary>
    public required string Name { get; set; }

    /// <summary>0..1, that the text names a product here.</summary>
    public double Confidence { get; set; }

    /// <summary>Why the analyzer believes so.</summary>
    public string? Evidence { get; set; }

    /// <summary>First occurrence in the text in UTF-16 code units; null when only the title names it.</summary>
    public int? SpanStart { get; set; }

    public int? SpanEnd { get; set; }

    public Tool? Tool { get; set; }

    public Discovery? Discovery { get; set; }
}

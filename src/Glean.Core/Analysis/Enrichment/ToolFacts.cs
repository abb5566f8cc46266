namespace Glean.Analysis.Enrichment;

/// <summary>What is told of a product besides claims; each may be unknown.</summary>
/// <param name="Description">One line.</param>
/// <param name="Url">Its address, canonical.</param>
/// <param name="LogoUrl">A picture of its own, canonical.</param>
/// <param name="PricingUrl">Where its prices stand, canonical.</param>
public sealed record ToolFacts(string Name, string? Description, string? Url, string? LogoUrl, string? PricingUrl);

namespace Glean.Catalog.Audiences;

/// <summary>For whom a tool is, as far as a statement says.</summary>
/// <param name="Size">Employees, or people of the team where the text counts those: <c>1</c>, <c>10-100</c>, <c>1001+</c>; null when nothing is said.</param>
/// <param name="Businesses">Kinds of business: <c>agency</c>, <c>startup</c>, <c>saas</c>.</param>
/// <param name="Teams">Whose work it helps: <c>sales</c>, <c>marketing</c>.</param>
/// <param name="Industries">For example <c>real estate</c>.</param>
public sealed record Audience(string? Size, IReadOnlyList<string> Businesses, IReadOnlyList<string> Teams, IReadOnlyList<string> Industries)
{
    public bool IsEmpty => Size is null && Businesses.Count + Teams.Count + Industries.Count == 0;
}

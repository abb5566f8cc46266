using Glean.Catalog;

namespace Glean.Analysis.Evaluation;

/// <summary>A tool that a person found in a text.</summary>
public sealed record LabelledTool(string Name, IReadOnlyList<string> Aliases, string? Url, string Category);

/// <summary>A statement that a person found; the quote stands verbatim in the text.</summary>
public sealed record LabelledClaim(string Tool, ClaimType Type, string Quote);

/// <summary>One text with everything a person found in it.</summary>
public sealed record LabelledText(
    string Id,
    string Source,
    string Title,
    string Text,
    IReadOnlyList<LabelledTool> Tools,
    IReadOnlyList<LabelledClaim> Claims)
{
    public SourceText ToSource() => new(Title, Text, Source);
}

/// <summary>What a file of labelled texts held.</summary>
/// <param name="Problems">One sentence for each line or claim left out, with its line number.</param>
public sealed record LabelledTexts(IReadOnlyList<LabelledText> Texts, IReadOnlyList<string> Problems);

using Glean.Curation.Deduplication;
using Glean.Curation.Scoring;

namespace Glean.Curation.Learning;

/// <summary>What of a tool's texts a ranker learns from.</summary>
internal static class TextWords
{
    private const int ShortestWord = 3;
    private const int LongestWord = 30;

    /// <summary>
    /// The distinct words of description and claims, folded; not the name, which is the tool's alone. A page on a platform
    /// gives the platform's name: a repository is another kind of thing than a site.
    /// </summary>
    public static IReadOnlySet<string> Of(ScoredTool tool)
    {
        HashSet<string> words = new(StringComparer.Ordinal);
        Add(tool.Description);
        foreach (var claim in tool.Claims)
        {
            Add(claim.Content);
        }

        if (ToolAddress.From(tool.Url) is { IsPlatform: true } address)
        {
            words.Add("on " + address.Site.Split('/', '?')[0]);
        }

        return words;

        void Add(string? text)
        {
            var start = -1;
            for (var i = 0; i <= text?.Length; i++)
            {
                var inWord = i < text.Length && char.IsLetter(text[i]);
                if (inWord && start < 0)
                {
                    start = i;
                }
                else if (!inWord && start >= 0)
                {
                    if (i - start is >= ShortestWord and <= LongestWord)
                    {
                        words.Add(NameProfile.Compact(text[start..i]));
                    }

                    start = -1;
                }
            }
        }
    }
}

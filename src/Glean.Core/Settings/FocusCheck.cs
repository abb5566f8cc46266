using Glean.Catalog;

namespace Glean.Settings;

/// <summary>Whether a focus that somebody wrote makes sense.</summary>
public static class FocusCheck
{
    private const int MostCategories = 50;
    private const int MostWords = 2000;
    private const int LongestWord = 100;
    private const double HeaviestWord = 100;
    private const int MostReasons = 30;

    private static readonly string[] Parts = ["base", "category", "keywords", "claims", "confidence", "sources", "reliability", "recency", "momentum"];

    /// <summary>What is wrong, by field; empty when nothing is.</summary>
    public static IReadOnlyDictionary<string, string> Problems(Focus focus)
    {
        Dictionary<string, string> problems = [];
        if (string.IsNullOrWhiteSpace(focus.Name) || focus.Name.Length > LongestWord)
        {
            problems["name"] = $"Must have 1 to {LongestWord} characters.";
        }

        if (!double.IsFinite(focus.MinimumRelevance) || focus.MinimumRelevance is < 0 or > 1)
        {
            problems["minimum_relevance"] = "Must be between 0 and 1.";
        }

        Words("keywords", focus.Keywords, problems);
        Words("exclusions", focus.Exclusions, problems);
        foreach (var (part, weight) in focus.Weights ?? new Dictionary<string, double>())
        {
            if (!Parts.Contains(part) || !double.IsFinite(weight) || weight < 0)
            {
                problems["weights"] = $"Each must be one of {string.Join(", ", Parts)} with a number from 0 on.";
            }
        }

        Categories(focus.Categories, problems);
        Reasons(focus.RejectionReasons, problems);
        return problems;
    }

    private static void Categories(IReadOnlyList<FocusCategory>? categories, Dictionary<string, string> problems)
    {
        if (categories is not { Count: >= 1 and <= MostCategories })
        {
            problems["categories"] = $"Must be 1 to {MostCategories} categories.";
            return;
        }

        HashSet<string> names = [];
        foreach (var (i, category) in categories.Index())
        {
            if (category?.Name is not { Length: >= 1 and <= 40 } name || !IsName(name))
            {
                problems[$"categories[{i}].name"] = "Must be 1 to 40 lower-case letters, digits and underscores.";
                continue;
            }

            if (!names.Add(name))
            {
                problems[$"categories[{i}].name"] = $"'{name}' stands twice.";
            }

            Words($"categories[{i}].keywords", category.Keywords, problems);
        }
    }

    private static void Reasons(IReadOnlyList<RejectionReason>? reasons, Dictionary<string, string> problems)
    {
        if (reasons?.Count > MostReasons || reasons?.DistinctBy(r => r?.Code).Count() < reasons?.Count)
        {
            problems["rejection_reasons"] = $"Must be at most {MostReasons}, each code once.";
        }

        foreach (var (i, reason) in (reasons ?? []).Index())
        {
            if (reason?.Code is not { Length: >= 1 and <= 40 } code || !IsName(code) || string.IsNullOrWhiteSpace(reason.Words) || reason.Words.Length > LongestWord)
            {
                problems[$"rejection_reasons[{i}]"] = $"Must have a code of 1 to 40 lower-case letters, digits and underscores, and 1 to {LongestWord} characters of words.";
            }
        }
    }

    private static bool IsName(string name) => name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static void Words(string field, IReadOnlyDictionary<string, double>? words, Dictionary<string, string> problems)
    {
        if (words is null)
        {
            return;
        }

        if (words.Count > MostWords)
        {
            problems[field] = $"Must be at most {MostWords} words.";
        }
        else if (words.Any(w => string.IsNullOrWhiteSpace(w.Key) || w.Key.Length > LongestWord || !double.IsFinite(w.Value) || w.Value < 0 || w.Value > HeaviestWord))
        {
            problems[field] = $"Each must be a word of 1 to {LongestWord} characters with a weight from 0 to {HeaviestWord}.";
        }
    }
}


namespace Glean.Analysis.Rules;

/// <summary>What a heading or label says its section holds.</summary>
internal enum Topic
{
    None,
    Pros,
    Cons,
    Pricing,
    Features,
    Audience,
    Integrations,
    UseCase,
    Comparison,
    Verdict,
    /// <summary>Advice, steps, questions, templates: seldom statements about a tool.</summary>
    Advice,
}

/// <summary>Reads headings, labels and column heads.</summary>
internal static class SectionTopics
{
    private const int MaximumLength = 120;

    // In order: the first topic with a word in the label wins, so "Pricing pros" is pricing and "not for" is a drawback.
    private static readonly (Topic Topic, string[] Phrases)[] Phrases =
    [
        (Topic.Advice, ["traditional", "old way", "manual process"]),
        (Topic.Pricing, ["pricing", "price", "cost", "plans", "free plan", "free tier", "per month", "starting at", "starts at", "avg. cost", "spend", "trial", "billing", "budget"]),
        (Topic.Cons, ["cons", "con", "weakness", "limitation", "drawback", "disadvantage", "downside", "dislike", "what's missing", "issues", "problems",
            "where they lose", "missing", "gaps", "complaints", "the bad", "watch out", "caveat", "not ideal", "less ideal", "avoid if", "not for", "challenges", "minus"]),
        (Topic.Audience, ["best for", "ideal for", "good for", "perfect for", "great for", "target market", "target audience", "who it's for", "who is it for",
            "who should", "who it is for", "audience", "suited for", "best fit", "ideal customer", "best suited", "recommended for", "choose", "pick", "segment"]),
        (Topic.Pros, ["pros", "pro", "strength", "advantage", "benefit", "what we like", "what i like", "why choose", "why we like", "highlights", "upside",
            "where they win", "differentiator", "the good", "standout", "why it's", "likes", "plus"]),
        (Topic.Integrations, ["integration", "integrates", "works with", "connects", "compatib"]),
        (Topic.UseCase, ["use case", "how we use", "how i use", "how to use", "used for", "workflow", "use it for", "in practice", "example"]),
        (Topic.Comparison, ["vs", "versus", "compared", "comparison", "alternative", "competitor", "when we win"]),
        (Topic.Features, ["feature", "capabilit", "what it does", "functionality", "specialization", "what you get", "key products", "overview", "description", "how it works"]),
        (Topic.Verdict, ["verdict", "bottom line", "conclusion", "summary", "rating", "score", "our take", "my take"]),
        (Topic.Advice, ["how to", "step", "tip", "best practice", "checklist", "template", "faq", "question", "mistake", "what is", "why ", "when to", "guide",
            "setup", "goal", "timeline", "next", "about", "related", "further reading", "the problem", "introduction", "metrics", "framework", "prompt", "trigger"]),
    ];

    // The same by first letter: a label is read once, from word to word.
    private static readonly (string Phrase, int Rank)[][] ByLetter = Bucket();

    public static Topic Of(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > MaximumLength)
            return Topic.None;
        Span<char> lower = stackalloc char[MaximumLength];
        label.ToLowerInvariant(lower);
        ReadOnlySpan<char> words = lower[..label.Length];
        var best = Phrases.Length;
        for (var at = 0; at < words.Length; at++)
        {
            if (words[at] is < 'a' or > 'z' || (at > 0 && char.IsLetterOrDigit(words[at - 1])))
                continue;
            foreach (var (phrase, rank) in ByLetter[words[at] - 'a'])
            {
                if (rank < best && StandsAt(words[at..], phrase))
                    best = rank;
            }
        }

        return best < Phrases.Length ? Phrases[best].Topic : Topic.None;
    }

    public static string Name(Topic topic) => topic switch
    {
        Topic.None => "none",
        Topic.Pros => "pros",
        Topic.Cons => "cons",
        Topic.Pricing => "pricing",
        Topic.Features => "features",
        Topic.Audience => "audience",
        Topic.Integrations => "integrations",
        Topic.UseCase => "use-case",
        Topic.Comparison => "comparison",
        Topic.Verdict => "verdict",
        Topic.Advice => "advice",
    };

    /// <summary>Short words must be whole: "con" is not "conversation"; long ones may go on: "limitation(s)".</summary>
    private static bool StandsAt(ReadOnlySpan<char> rest, string phrase) =>
        rest.StartsWith(phrase)
        && (phrase.Length > 5 || rest.Length == phrase.Length || !char.IsLetter(rest[phrase.Length])
            || (rest[phrase.Length] == 's' && phrase.Length > 3));

    private static (string Phrase, int Rank)[][] Bucket()
    {
        var all = Phrases.SelectMany((p, rank) => p.Phrases.Select(phrase => (Phrase: phrase, Rank: rank))).ToLookup(p => p.Phrase[0] - 'a');
        return [.. Enumerable.Range(0, 26).Select(letter => all[letter].ToArray())];
    }
}

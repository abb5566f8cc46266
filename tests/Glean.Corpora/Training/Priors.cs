using Glean.Catalog;

namespace Glean.Corpora.Training;

/// <summary>What is known before any label is seen; the fit starts here and returns here where labels are few.</summary>
internal static class Priors
{
    public static readonly Dictionary<string, double[]> Names = One(
        ("kind:known", 2.5), ("kind:ambiguous", -1.0), ("kind:unknown", -3.0),
        ("beside-known", 1.5), ("capital-inside", 0.5), ("linked-home", 2.0), ("home-linked", 1.0), ("domain-form", 2.0),
        ("shape:mixed", 1.0), ("shape:lower", -1.0), ("small-ordinary", -2.5), ("all-ordinary", -1.0), ("all-proper", -1.5),
        ("slot:lead-whole", 0.5), ("slot:heading-whole", 0.5), ("slot:column", 0.8), ("slot:row", 0.8), ("handle", -1.5),
        ("before:using", 1.0), ("before:use", 1.0), ("before:used", 1.0), ("before:tried", 1.0), ("before:via", 0.8), ("before:vs", 1.2),
        ("before:switched", 1.0), ("before:ceo", -2.0), ("before:by", -0.5), ("before:at", -1.0), ("after:said", -2.0), ("after:says", -1.5),
        ("after:inc", -1.5), ("after:vs", 1.2), ("after:alternative", 1.2), ("after:alternatives", 1.2), ("after:crm", 1.5),
        ("after:integration", 1.0), ("after:pricing", 1.0), ("after:offers", 0.8), ("after:integrates", 1.0), ("trademark", 0.5),
        ("slot:code", -1.5), ("year-after", -1.5), ("capital-before", -1.0), ("capital-after", -0.7), ("known-head-only", -1.0), ("ambiguous-head-only", -1.0),
        ("unknown-head-only", -1.0), ("before:blog", -1.5), ("in-brackets", -0.3), ("before:according", -1.0));

    public static readonly Dictionary<string, double[]> Statements = One(
        ("bias", -0.5), ("rel:Opening", 0.8), ("rel:Inside", 0.2), ("rel:Enumerated", 0.0), ("rel:Later", -0.8), ("rel:Lead", 0.6),
        ("rel:Row", 0.6), ("rel:Column", 0.6), ("rel:Parent", 0.6), ("rel:Section", 0.2), ("rel:Previous", 0.0), ("rel:Title", -0.5), ("rel:Only", -0.8),
        ("question", -2.5), ("only-name", -3.0), ("opens-imperative", -0.6), ("hypothesis", -0.3), ("ends-colon", -1.0), ("block:Heading", -1.5),
        ("block:Label", -1.5), ("block:HeaderRow", -3.0), ("topic:pros", 1.0), ("topic:cons", 1.0), ("topic:pricing", 0.8), ("topic:advice", -1.0),
        ("lead:pricing", 1.0), ("lead:audience", 1.0), ("lead:pros", 0.8), ("lead:cons", 0.8), ("money", 0.6), ("opens-pronoun-inherited", 0.8),
        ("placeholder", -1.5), ("mark:tick", 0.6), ("mark:cross", 0.6), ("another-named", -0.8), ("rank:later", -0.3));

    public static readonly Dictionary<string, double[]> Types = Many(
        (ClaimType.Limitation, ["topic:cons", "lead:cons"], 2.0),
        (ClaimType.Limitation, ["mark:cross", "w:lack", "w:lacks", "w:missin", "w:frustr", "w:annoyi", "w:limite", "w:clunky", "w:steep", "w:can't", "w:no"], 1.0),
        (ClaimType.Pricing, ["topic:pricing", "lead:pricing"], 1.8),
        (ClaimType.Pricing, ["money", "w:price", "w:pricin", "w:cheap", "w:expens", "w:free", "w:cost", "w:tier", "w:plan", "w:afford", "w:credit"], 1.2),
        (ClaimType.Integration, ["topic:integrations", "lead:integrations"], 1.8),
        (ClaimType.Integration, ["w:integr", "w:sync", "w:connec", "w:plugs", "w:native", "w:webhoo", "w:zapier"], 1.2),
        (ClaimType.Audience, ["topic:audience", "lead:audience"], 2.0),
        (ClaimType.Audience, ["w:ideal", "w:suited", "w:best", "w:teams", "w:small", "w:enterp"], 0.5),
        (ClaimType.Comparison, ["before:than", "before:vs", "w:better", "w:than", "w:switch", "w:compar", "w:altern", "w:unlike", "w:replac"], 1.0),
        (ClaimType.UseCase, ["before:use", "before:using", "before:used", "first-person", "w:use", "w:using", "topic:use-case", "lead:use-case"], 0.7),
        (ClaimType.Feature, ["bias", "topic:pros", "topic:features", "lead:features", "mark:tick"], 0.6));

    private static Dictionary<string, double[]> One(params (string Feature, double Weight)[] rows) =>
        rows.ToDictionary(r => r.Feature, r => new[] { r.Weight }, StringComparer.Ordinal);

    private static Dictionary<string, double[]> Many(params (ClaimType Type, string[] Features, double Weight)[] rows)
    {
        var table = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var (type, features, weight) in rows)
        {
            foreach (var feature in features)
            {
                if (!table.TryGetValue(feature, out var weights))
                    table[feature] = weights = new double[Enum.GetValues<ClaimType>().Length];
                weights[(int)type] += weight;
            }
        }

        return table;
    }
}

using Glean.Analysis.Rules;
using Glean.Catalog;

namespace Glean.Corpora.Training;

/// <summary>What is known before any label is seen; the fit starts here and returns here where labels are few.</summary>
internal static class Priors
{
    public static readonly Dictionary<string, double[]> Names = One(
        ("kind:known", 2.5), ("kind:ambiguous", -1.0), ("kind:unknown", -3.0), ("kind:plain", -3.5), ("plain-never-inside", -1.0), ("plain-head-only", -1.0),
        ("beside-known", 1.5), ("capital-inside", 0.5), ("linked-home", 2.0), ("list-link", 2.0), ("list-entry", 6.0), ("home-linked", 1.0), ("domain-form", 2.0),
        ("shape:mixed", 1.0), ("shape:lower", -1.0), ("known+shape:lower", 1.0), ("small-ordinary", -2.5), ("all-ordinary", -1.0), ("all-proper", -1.5),
        ("slot:lead-whole", 0.5), ("slot:heading-whole", 0.5), ("slot:column", 0.8), ("slot:row", 0.8), ("handle", -1.5),
        ("before:using", 1.0), ("before:use", 1.0), ("before:used", 1.0), ("before:tried", 1.0), ("before:via", 0.8), ("before:vs", 1.2),
        ("before:switched", 1.0), ("changed-over", 2.5), ("before:ceo", -2.0), ("before:by", -0.5), ("before:at", -1.0), ("after:said", -2.0), ("after:says", -1.5),
        ("after:inc", -1.5), ("after:vs", 1.2), ("after:alternative", 1.2), ("after:alternatives", 1.2), ("after:crm", 1.5),
        ("after:integration", 1.0), ("after:pricing", 1.0), ("after:offers", 0.8), ("after:integrates", 1.0), ("trademark", 0.5), ("unknown+called", -3.0), ("unknown+member", -2.0), ("unknown+camel", -1.5), ("unknown+in-backticks", -1.5), ("plain+called", -2.0), ("dotted", -1.0), ("word-unsupported", -1.0), ("ambiguous+agent-near", 0.7), ("plain+agent-near", 1.0), ("unknown+agent-near", 0.5), ("ambiguous+after-product-noun", 1.0), ("unknown+after-product-noun", 1.0), ("plain+after-product-noun", 1.5),
        ("after:extension", -1.0), ("word+capital-after", -1.0), ("word+ambiguous-never-inside", -0.7), ("owns-firm-part", -1.5), ("owns-product-part", 1.0), ("small-in-careless", 1.0), ("word+small-in-careless", 0.5),
        ("slot:code", -1.5), ("year-after", -1.5), ("small-elsewhere", -1.5), ("ambiguous-small-elsewhere", -0.8), ("before:on", -0.5), ("before:since", -1.5), ("before:until", -1.0), ("before:last", -1.5),
        ("before:next", -1.5), ("before:every", -1.0), ("before:in", -0.4), ("ambiguous-never-inside", -2.0), ("kind:site", -3.5), ("calendar-word", -2.5), ("ambiguous+capital-at-plain-start", -1.0), ("plain+capital-at-plain-start", -0.7), ("unknown-never-inside", -0.5), ("ambiguous+capital-before-at-start", -0.8), ("capital-before", -1.0), ("capital-after", -0.7), ("known-head-only", -1.0), ("ambiguous-head-only", -1.0),
        ("unknown-head-only", -1.0), ("before:blog", -1.5), ("in-brackets", -0.3), ("in-brackets-at-end", -1.0), ("before:according", -1.0));

    public static readonly Dictionary<string, double[]> Statements = One(
        ("bias", -0.5), ("rel:Opening", 0.8), ("rel:Inside", 0.2), ("rel:Enumerated", 0.0), ("rel:Later", -0.8), ("rel:Lead", 0.6),
        ("rel:Row", 0.6), ("rel:Column", 0.6), ("rel:Parent", 0.6), ("rel:Section", 0.2), ("rel:Previous", 0.0), ("rel:Title", -0.5), ("rel:Only", -0.8), ("rel:Main", -0.8), ("rel:Pair", 0.8),
        ("question", -2.5), ("only-name", -3.0), ("distance:never", -0.8), ("ahead", -2.0), ("inherited+title:advice", -0.8), ("inherited+numbered", -0.7), ("inherited+arrow", -0.8), ("name-hyphen", -0.8), ("only-names", -2.5), ("opens-imperative", -0.6), ("hypothesis", -0.3), ("ends-colon", -1.0), ("block:Heading", -1.5),
        ("block:Label", -1.5), ("block:HeaderRow", -3.0), ("topic:pros", 1.0), ("topic:cons", 1.0), ("topic:pricing", 0.8), ("topic:advice", -1.0),
        ("lead:pricing", 1.0), ("lead:audience", 1.0), ("lead:pros", 0.8), ("lead:cons", 0.8), ("money", 0.6), ("opens-pronoun-inherited", 0.8),
        ("placeholder", -1.5), ("bare-number", -0.7), ("mark:tick", 0.6), ("mark:cross", 0.6), ("another-named", -0.8), ("owned-by-another", -1.0), ("before:than", -1.5), ("before:to", -0.5), ("before:vs", -1.0), ("before:with", -0.5),
        ("rel:Section+block:Row", -1.0), ("focus:passing", -0.6), ("focus:main", 0.4), ("focus:passing+block:Paragraph", -0.6), ("title:advice", -0.3), ("rank:later", -0.3));

    public static readonly Dictionary<string, double[]> NamesTogether = One(
        ("own:0", -4.2), ("own:1", -2.9), ("own:2", -2.2), ("own:3", -1.6), ("own:4", -1.1), ("own:5", -0.6), ("own:6", -0.2), ("own:7", 0.2), ("own:8", 0.6),
        ("own:9", 1.1), ("own:10", 1.7), ("own:11", 3.0));

    // The second model starts as the first one: the log odds in the middle of each step of the own probability.
    public static readonly Dictionary<string, double[]> Neighbours = One(
        ("own:0", -4.2), ("own:1", -2.9), ("own:2", -2.3), ("own:3", -1.7), ("own:4", -1.3), ("own:5", -0.9), ("own:6", -0.5), ("own:7", -0.1), ("own:8", 0.3),
        ("own:9", 0.8), ("own:10", 1.4), ("own:11", 2.4));

    public static readonly Dictionary<string, double[]> Types = Many(
        (ClaimType.Limitation, ["topic:cons", "lead:cons"], 3.5),
        (ClaimType.Limitation, ["mark:cross"], 1.5),
        (ClaimType.Limitation, Stems("""
            lacks lack missing limited limit limitation slow clunky steep confusing complex complicated complexity buggy bugs bug crashes broken issue
            issues problem problems frustrating annoying hate hated terrible worst poor bad outdated inaccurate wrong hard harder difficult overkill
            unfortunately cannot can't doesn't don't isn't won't didn't no not without weak fails failed struggles struggle restrict overwhelming
            downside drawback worse stale bounce bounced waste wasted unreliable requires few
            """), 0.9),
        (ClaimType.Pricing, ["topic:pricing", "lead:pricing"], 2.2),
        (ClaimType.Pricing, ["money"], 2.0),
        (ClaimType.Pricing, Stems("""
            price prices priced pricing cheap cheaper expensive pricey free cost costs tier tiers plan plans affordable credits credit seat seats
            subscription subscriptions trial discount quote quotes billed billing monthly annual annually contract paid pay month year budget fee fees
            """), 1.1),
        (ClaimType.Integration, ["topic:integrations", "lead:integrations"], 2.2),
        (ClaimType.Integration, Stems("integrates integrate integration integrations syncs sync connects connect connectors plugs webhooks webhook api"), 1.5),
        (ClaimType.Audience, ["topic:audience", "lead:audience"], 2.5),
        (ClaimType.Audience, Stems("ideal suited built designed aimed targets smbs startups enterprises freelancers solopreneurs agencies perfect"), 0.8),
        (ClaimType.Comparison, ["before:than", "before:vs", "before:unlike", "topic:comparison"], 0.8),
        (ClaimType.Comparison, Stems("better than switched switching compared alternative alternatives unlike replaced replaces replacing moved migrated beats outperforms rival versus vs worse cheaper safer"), 1.0),
        (ClaimType.Audience, ["for-people"], 1.2),
        (ClaimType.Comparison, ["more-than", "switches"], 2.0),
        (ClaimType.Limitation, ["lexicon:complaint"], 1.0),
        (ClaimType.Limitation, ["plain-complaint", "negated-praise"], 0.8),
        (ClaimType.Feature, ["lexicon:praise", "plain-praise", "no-complaint"], 0.5),
        (ClaimType.Pricing, ["lexicon:price"], 1.0),
        (ClaimType.Integration, ["lexicon:connect"], 0.8),
        (ClaimType.Audience, ["lexicon:suit"], 0.4),
        (ClaimType.Comparison, ["lexicon:compare"], 0.6),
        (ClaimType.UseCase, ["lexicon:use"], 0.3),
        (ClaimType.Comparison, ["compares-another"], 2.0),
        (ClaimType.Integration, ["connects-another"], 1.8),
        (ClaimType.Comparison, ["another-against"], 0.6),
        (ClaimType.Integration, ["another-means"], 0.6),
        (ClaimType.UseCase, ["own-means", "opens-actor"], 0.5),
        (ClaimType.Comparison, ["comparative-word"], 0.4),
        (ClaimType.Comparison, ["another-alone"], 0.3),
        (ClaimType.Integration, ["another-alone"], 0.5),
        (ClaimType.Pricing, ["price"], 1.0),
        (ClaimType.Limitation, ["opens-negation", "opens-complaint"], 1.2),
        (ClaimType.Pricing, ["plan-name"], 0.8),
        (ClaimType.Audience, ["opens-if"], 1.0),
        (ClaimType.UseCase, ["we-use"], 1.0),
        (ClaimType.UseCase, ["before:use", "before:using", "before:used", "first-person", "topic:use-case", "lead:use-case"], 0.9),
        (ClaimType.UseCase, Stems("use using used we i my our workflow"), 0.5),
        (ClaimType.Feature, ["bias"], 1.0),
        (ClaimType.Feature, ["topic:pros", "topic:features", "lead:features", "lead:pros", "mark:tick"], 1.0),
        (ClaimType.Feature, Stems("great good strong excellent accurate easy simple fast powerful supports offers includes provides automatically automates built-in ai best love amazing robust"), 0.5));

    private static string[] Stems(string words)
    {
        var buffer = new char[Stemming.Length];
        return [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => "w:" + Stemming.Stem(w, buffer).ToString()).Distinct()];
    }

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

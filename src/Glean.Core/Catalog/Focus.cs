using System.Text;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Glean.Catalog;

/// <summary>One subject Glean looks for, with the words that speak for it.</summary>
public sealed record FocusCategory
{
    /// <summary>The name stored on tools, for example <c>prospecting</c>.</summary>
    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Words and phrases, lower case; each may carry a weight other than 1.</summary>
    public IReadOnlyDictionary<string, double> Keywords { get; init; } = new Dictionary<string, double>();
}

/// <summary>A kind of reason to reject a tool, picked by its place in the list.</summary>
public sealed record RejectionReason
{
    /// <summary>Kept with decisions, for example <c>not_a_tool</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What people read.</summary>
    public required string Words { get; init; }

    /// <summary>Whether a tool rejected so speaks against its like. A duplicate or a closed product says nothing about others.</summary>
    public bool Teaches { get; init; } = true;
}

/// <summary>
/// What this index is about: categories, words, weights and exclusions. Data that an admin may change;
/// the default (AI tools for sales) ships in <c>Catalog/Data/focus.yaml</c>.
/// </summary>
public sealed record Focus
{
    public required string Name { get; init; }

    public required IReadOnlyList<FocusCategory> Categories { get; init; }

    /// <summary>Words that make a text relevant whatever its category, with their weights.</summary>
    public IReadOnlyDictionary<string, double> Keywords { get; init; } = new Dictionary<string, double>();

    /// <summary>Words that speak against a text (jobs, politics, crime), with the weight each takes away.</summary>
    public IReadOnlyDictionary<string, double> Exclusions { get; init; } = new Dictionary<string, double>();

    /// <summary>Relevance (0..1) from which a scout keeps an item.</summary>
    public double MinimumRelevance { get; init; } = 0.2;

    /// <summary>Weights of the parts of a tool's score; see <c>Curation/Scoring</c>.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();

    /// <summary>Why people reject tools; the first nine can be picked by a key. A focus that names none has those that ship.</summary>
    public IReadOnlyList<RejectionReason> RejectionReasons
    {
        get => field ?? Default.RejectionReasons;
        init;
    }

    /// <summary>The category for what fits no other.</summary>
    public const string Other = "other";

    private static readonly Lazy<Focus> DefaultFocus = new(() =>
        FromYaml(new StreamReader(EmbeddedData.Open("focus.yaml"), Encoding.UTF8).ReadToEnd()));

    /// <summary>The focus that ships with Glean.</summary>
    public static Focus Default => DefaultFocus.Value;

    /// <summary>Reads a focus from YAML (or JSON, which is YAML).</summary>
    /// <remarks>Not named <c>Parse</c>: YamlDotNet calls a method of that name for a plain text, and so would call this one for ever.</remarks>
    /// <exception cref="GleanException">The text is no focus; the message says where.</exception>
    public static Focus FromYaml(string yaml)
    {
        var deserializer = new DeserializerBuilder()
            .WithNamingConvention(UnderscoredNamingConvention.Instance)
            .WithTypeMapping<IReadOnlyList<FocusCategory>, List<FocusCategory>>()
            .WithTypeMapping<IReadOnlyList<RejectionReason>, List<RejectionReason>>()
            .WithTypeMapping<IReadOnlyDictionary<string, double>, Dictionary<string, double>>()
            .WithEnforceRequiredMembers()
            .WithDuplicateKeyChecking()
            .Build();
        try
        {
            return deserializer.Deserialize<Focus?>(yaml)
                ?? throw new GleanException(FailureKind.Usage, "The focus is empty.", "docs/configuration.md shows the shape of a focus");
        }
        catch (YamlDotNet.Core.YamlException e)
        {
            throw new GleanException(FailureKind.Usage, $"The focus cannot be read: line {e.Start.Line}: {(e.InnerException ?? e).Message}",
                "docs/configuration.md shows the shape of a focus", e);
        }
    }
}

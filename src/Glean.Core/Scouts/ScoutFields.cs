using Glean.Catalog;
using Glean.Jobs;

namespace Glean.Scouts;

/// <summary>Something that may be asked of scouts, under one name and with one range wherever it occurs.</summary>
/// <param name="Name">Its field in the API and in a job's options.</param>
/// <param name="Flag">Its option on the command line.</param>
public abstract record ScoutField(string Name, string Flag)
{
    /// <summary>What kind of value it takes: <c>number</c>, <c>texts</c> or <c>flag</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Reads its value, telling the reader what is wrong with it; null when it is not given.</summary>
    internal abstract object? Read(OptionReader options);
}

/// <summary>A whole number from <paramref name="Least"/> to <paramref name="Most"/>.</summary>
public sealed record NumberField(string Name, string Flag, int Least, int Most) : ScoutField(Name, Flag)
{
    /// <summary>Another name under which clients of the API know it.</summary>
    public string? Alias { get; init; }

    public override string Kind => "number";

    internal override object? Read(OptionReader options) =>
        options.Whole(Name, Least, Most) ?? (Alias is null ? null : options.Whole(Alias, Least, Most));
}

/// <summary>A list of texts; on the command line the option is repeated.</summary>
/// <param name="Example">For the help: what one of them is.</param>
/// <param name="Valid">The one spelling of a text, or a <see cref="GleanException"/> that says what is wrong with it.</param>
public sealed record TextsField(string Name, string Flag, string Example, Func<string, string> Valid) : ScoutField(Name, Flag)
{
    public override string Kind => "texts";

    internal override object? Read(OptionReader options)
    {
        List<string> texts = [];
        foreach (var text in options.Texts(Name))
        {
            try
            {
                texts.Add(Valid(text));
            }
            catch (GleanException e)
            {
                options.Refuse(Name, e.Message);
            }
        }

        return texts.Count == 0 ? null : texts.Distinct(StringComparer.Ordinal).ToList();
    }
}

/// <summary>Yes or no.</summary>
public sealed record FlagField(string Name, string Flag) : ScoutField(Name, Flag)
{
    public override string Kind => "flag";

    internal override object? Read(OptionReader options) => options.Flag(Name) is true ? true : null;
}

/// <summary>A field as one scout takes it.</summary>
/// <param name="Help">One line.</param>
/// <param name="Default">Of a number, when nobody gives one.</param>
public sealed record ScoutOption(ScoutField Field, string Help, int? Default = null);

/// <summary>Every field there is.</summary>
public static class ScoutFields
{
    public static readonly NumberField Limit = new("limit", "--limit", 1, 1000);
    public static readonly NumberField Days = new("days_back", "--days", 1, 3650) { Alias = "max_age_days" };
    public static readonly NumberField MinVotes = new("min_votes", "--min-votes", 0, 1_000_000);
    public static readonly NumberField Results = new("results_per_query", "--results", 1, 100);
    public static readonly TextsField Queries = new("queries", "--query", "TEXT", Query);
    public static readonly TextsField Subreddits = new("subreddits", "--subreddit", "NAME", Subreddit);
    public static readonly TextsField Topics = new("topics", "--topic", "NAME", Topic);
    public static readonly TextsField Repositories = new("repositories", "--repo", "OWNER/NAME", Repository);
    public static readonly TextsField Feeds = new("feeds", "--feed", "URL", Rss.FeedList.Valid);
    public static readonly TextsField Excluded = new("excluded_domains", "--exclude", "DOMAIN", Domain);
    public static readonly FlagField ReadPages = new("read_pages", "--read-pages");
    public static readonly FlagField NoComments = new("no_comments", "--no-comments");
    public static readonly FlagField NoFilter = new("no_filter", "--no-filter");
    public static readonly FlagField Demo = new("demo", "--demo");

    /// <summary>Those that every scout takes.</summary>
    public static readonly IReadOnlyList<FlagField> OfAll = [NoFilter, Demo];

    public static readonly IReadOnlyList<ScoutField> All = [Limit, Days, MinVotes, Results, Queries, Subreddits, Topics, Repositories, Feeds, Excluded, ReadPages, NoComments, .. OfAll];

    private static string Query(string text) => string.Join(' ', StorableText.Of(text).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } query
        ? query
        : throw new GleanException(FailureKind.Usage, "A query must have a word in it.");

    private static string Subreddit(string text)
    {
        var name = text.Trim().Trim('/');
        name = name.StartsWith("r/", StringComparison.OrdinalIgnoreCase) ? name[2..] : name;
        return name.Length is >= 2 and <= 50 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? name.ToLowerInvariant()
            : throw new GleanException(FailureKind.Usage, $"'{text}' is no name of a subreddit.", "Give it without spaces, for example: sales");
    }

    private static string Repository(string text)
    {
        var name = text.Trim().Trim('/');
        name = name.StartsWith("https://github.com/", StringComparison.OrdinalIgnoreCase) ? name["https://github.com/".Length..] : name;
        return name.Split('/') is [{ Length: > 0 and <= 100 } owner, { Length: > 0 and <= 100 } repository] && (owner + repository).All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? name.ToLowerInvariant()
            : throw new GleanException(FailureKind.Usage, $"'{text}' is no repository.", "Give its owner and name, for example: octocat/hello-world");
    }

    private static string Domain(string text) =>
        Uri.TryCreate(CanonicalUrl.From(text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text), UriKind.Absolute, out var address) && address.AbsolutePath == "/"
            ? address.Host
            : throw new GleanException(FailureKind.Usage, $"'{text}' is no domain.", "Give it without a path, for example: example.com");

    /// <summary>As it stands in the address of a topic: <c>artificial-intelligence</c>.</summary>
    private static string Topic(string text)
    {
        var name = string.Join('-', text.ToLowerInvariant().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries));
        return name.Length is >= 1 and <= 80 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? name
            : throw new GleanException(FailureKind.Usage, $"'{text}' is no name of a topic.", "Give it as in its address, for example: artificial-intelligence");
    }
}

using System.Text.Json;
using Glean.Scouts.Api;
using Glean.Settings;

namespace Glean.Scouts.WebSearch;

/// <summary>A service that searches the web: how it is asked and how its answers are read. Pure.</summary>
internal abstract class SearchEngine
{
    /// <summary>In the order in which they are chosen when there are keys of several.</summary>
    public static readonly IReadOnlyList<SearchEngine> All = [new SerpApiEngine(), new GoogleEngine(), new BraveEngine()];

    /// <summary>As it stands in the metadata of hits.</summary>
    public abstract string Name { get; }

    public abstract ApiService Service { get; }

    /// <summary>Hits that it gives at once, at most.</summary>
    public abstract int PageSize { get; }

    public abstract string Path(SearchQuestion question);

    /// <summary>Null when the JSON is no page of hits.</summary>
    public abstract SearchPage? Read(JsonElement json, SearchQuestion question);

    /// <summary>The first of <see cref="All"/> whose credentials are all set; the first, when there is none.</summary>
    public static SearchEngine Chosen(GleanSettings settings) =>
        All.FirstOrDefault(e => e.Service.Credentials.All(v => Value(settings, v).Length > 0)) ?? All[0];

    /// <summary>The one behind a service that <see cref="Chosen"/> gave.</summary>
    public static SearchEngine Of(ApiService service) => All.Single(e => e.Service.OriginVariable == service.OriginVariable);

    protected static string Value(GleanSettings settings, string variable) => settings[SettingDefinitions.Find(variable)!] ?? "";
}

/// <summary>One page that is asked for.</summary>
/// <param name="Size">How many hits, the same for all pages of a search.</param>
/// <param name="Start">What the last page gave as <see cref="SearchPage.Next"/>; 0 for the first.</param>
/// <param name="Since">Only hits that the service takes for younger; null for any.</param>
/// <param name="Now">UTC.</param>
internal sealed record SearchQuestion(string Query, int Size, int Start, DateTime? Since, DateTime Now)
{
    /// <summary>The age of <see cref="Since"/> in days, begun ones counted.</summary>
    public int? Days => Since is { } since ? Math.Max(1, (int)Math.Ceiling((Now - since).TotalDays)) : null;
}

/// <summary>What a service found.</summary>
/// <param name="Next">Where the next page begins, in the service's own counting; null when this is the last.</param>
internal sealed record SearchPage(IReadOnlyList<SearchHit> Hits, int? Next);

/// <summary>A hit, as text.</summary>
/// <param name="Rank">Of its result on the page, from 0 on; the papers that tell one story share it.</param>
/// <param name="ShownAs">The address as the service displays it.</param>
internal sealed record SearchHit(int Rank, string Url, string Title, string Snippet, DateTime? Date, string? ShownAs);

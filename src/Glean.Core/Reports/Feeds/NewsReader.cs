using System.Data.Common;
using Glean.Storage;

namespace Glean.Reports.Feeds;

/// <summary>Reads the news of the index.</summary>
public static class NewsReader
{
    /// <summary>Entries of a feed; readers ask often enough for these.</summary>
    public const int Entries = 50;

    private const int Statements = 5;

    /// <param name="connection">Where to read.</param>
    /// <param name="topic">What of.</param>
    /// <param name="subject">What the index is about: <c>AI tools for sales</c>.</param>
    public static NewsFeed Read(DbConnection connection, FeedTopic topic, string subject)
    {
        var (title, description, entries) = topic switch
        {
            FeedTopic.Changes => ($"Changes: {subject}", "Prices, features and news of the tools in the index, as seen on their own pages.", Changes(connection)),
            FeedTopic.Tools => ($"New tools: {subject}", "Tools that a person put into the index, with what is said of them.", Tools(connection)),
        };
        return new NewsFeed(topic, title, description, entries.Count == 0 ? DateTime.UnixEpoch : entries.Max(e => e.At), entries);
    }

    private static List<NewsEntry> Changes(DbConnection connection) => connection.Rows(
        """
        SELECT c.id, c.tool_id, t.name, c.change_type, c.description, c.source_url, c.detected_at, t.category
        FROM changelog c JOIN tools t ON t.id = c.tool_id WHERE t.status = 'approved' ORDER BY c.detected_at DESC, c.id DESC LIMIT @most
        """,
        r => new NewsEntry(
            FeedIds.Of($"change:{r.GetInt64(0)}:{UtcText.Write(r.Utc(6))}"), r.GetInt64(1), $"{r.GetString(2)}: {r.GetString(3).Replace('_', ' ')}", r.Text(5),
            ChangeContent(r.GetString(4), r.Text(5)), r.GetString(7), r.Utc(6)),
        ("@most", Entries));

    private static List<NewsEntry> Tools(DbConnection connection)
    {
        var tools = connection.Rows(
            """
            SELECT id, name, url, description, category, coalesce(reviewed_at, created_at), created_at FROM tools WHERE status = 'approved'
            ORDER BY coalesce(reviewed_at, created_at) DESC, id DESC LIMIT @most
            """,
            r => (Id: r.GetInt64(0), Name: r.GetString(1), Url: r.Text(2), Description: r.Text(3), Category: r.GetString(4), At: r.Utc(5), Found: r.Utc(6)),
            ("@most", Entries));
        // After the list is read: a connection answers one question at a time.
        return [.. tools.Select(t => new NewsEntry(
            FeedIds.Of($"tool:{t.Id}:{UtcText.Write(t.Found)}"), t.Id, t.Name, t.Url,
            ToolContent(t.Description, CategoryWords.Of(t.Category), ClaimReader.OfTool(connection, t.Id)), t.Category, t.At))];
    }

    private static Html ChangeContent(string description, string? url)
    {
        Html page = $"<p>{Html.Link(url, $"See the page")}</p>";
        return $"<p>{description}</p>{(ForeignText.Link(url) is null ? Html.None : page)}";
    }

    private static Html ToolContent(string? description, string category, IReadOnlyList<ClaimLine> claims)
    {
        var said = claims.Where(c => c.Resolution is null or "holds").OrderByDescending(c => c.Confidence).ThenBy(c => c.Id).DistinctBy(c => c.GroupId ?? c.Id).Take(Statements).ToList();
        Html list = $"<ul>{said.Select(Statement)}</ul>";
        return $"<p>{description ?? category}</p>{(said.Count == 0 ? Html.None : list)}";
    }

    private static Html Statement(ClaimLine claim) =>
        $"<li>{claim.ClaimType.Replace('_', ' ')}: {claim.Content} ({Html.Link(claim.SourceUrl, $"{claim.SourceName ?? "source"}")})</li>";
}

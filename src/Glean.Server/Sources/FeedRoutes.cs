using System.Text;
using Glean.Catalog;
using Glean.Egress;
using Glean.Scouts.Rss;
using Glean.Server.Accounts;
using Glean.Server.Http;
using Glean.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Sources;

/// <param name="Url">Of a feed, or of a page that announces one.</param>
internal sealed record PreviewBody(string Url);

/// <summary>Feeds: what one would bring, and the list of them as OPML.</summary>
internal static class FeedRoutes
{
    private const int LongestUrl = 2000;

    public static void MapFeeds(this IEndpointRouteBuilder routes)
    {
        var feeds = routes.MapGroup("/api/sources/feeds").WithTags("Sources");
        feeds.MapPost("preview", PreviewAsync).Produces<FeedPreview>().Refuses(422).RequireAuthorization(Policies.Review)
            .WithSummary("Read a feed, or the feed of a page, and store nothing");
        feeds.MapPost("import", ImportAsync).Accepts<string>("text/x-opml", "application/xml", "text/xml").Produces<FeedImport>().Refuses(413, 422).RequireAuthorization(Policies.Review)
            .WithSummary("Subscribe to the feeds of an OPML list, sent as the body");
        feeds.MapGet("export", ExportAsync).Produces<string>(200, "text/x-opml").RequireAuthorization(Policies.Read).WithSummary("The feeds subscribed to, as OPML");
    }

    private static async Task<IResult> PreviewAsync(PreviewBody body, SettingStore settings, IFetcher fetcher, CancellationToken cancellationToken)
    {
        if (body.Url.Length > LongestUrl)
        {
            return Problems.Invalid("url", $"Must have at most {LongestUrl} characters.");
        }

        try
        {
            return TypedResults.Ok(await FeedPreview.ReadAsync(body.Url, settings.Focus().Focus, fetcher, cancellationToken));
        }
        catch (GleanException e)
        {
            return Problems.Invalid("url", e.Message);
        }
    }

    /// <summary>The body is limited as every body is.</summary>
    private static async Task<IResult> ImportAsync(HttpRequest request, FeedList feeds, CancellationToken cancellationToken)
    {
        using var list = new MemoryStream();
        await request.Body.CopyToAsync(list, cancellationToken);
        try
        {
            return TypedResults.Ok(await feeds.ImportAsync(list.ToArray(), cancellationToken));
        }
        catch (GleanException e) when (e.Kind == FailureKind.Usage)
        {
            return Problems.Invalid("body", e.Message);
        }
    }

    private static async Task<IResult> ExportAsync(HttpContext http, FeedList feeds, CancellationToken cancellationToken)
    {
        http.Response.Headers.ContentDisposition = "attachment; filename=\"feeds.opml\"";
        return TypedResults.Text(await feeds.ExportAsync(cancellationToken), "text/x-opml; charset=utf-8", Encoding.UTF8);
    }
}

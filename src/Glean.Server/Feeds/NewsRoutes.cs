using System.Security.Cryptography;
using Glean.Catalog;
using Glean.Reports.Feeds;
using Glean.Server.Accounts;
using Glean.Server.Http;
using Glean.Settings;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Glean.Server.Feeds;

/// <summary>
/// Changes and new tools for feed readers. They cannot send a bearer header, so that a personal token is taken here as the password of
/// Basic authentication as well: it is kept as a hash, shows when it was last used, and can be revoked by itself.
/// </summary>
internal static class NewsRoutes
{
    /// <summary>Where feeds lie; nowhere else is Basic authentication taken.</summary>
    public const string Root = "/feeds";

    private const int TagBytes = 16;

    public static void MapNews(this IEndpointRouteBuilder routes)
    {
        var feeds = routes.MapGroup(Root).WithTags("Feeds").RequireAuthorization(Policies.Read);
        foreach (var topic in Enum.GetValues<FeedTopic>())
        {
            foreach (var format in Enum.GetValues<FeedFormat>())
            {
                feeds.MapGet($"{topic.ToWire()}.{format.ToWire()}", (HttpContext context, GleanDatabase database, SettingStore settings, ResultCache cache) =>
                    Answer(context, topic, format, database, settings, cache))
                    .Produces<string>(200, FeedWriter.MediaType(format).Split(';')[0]).Produces(304)
                    .WithSummary($"{(topic == FeedTopic.Changes ? "Changes of tools" : "New tools")} as {format switch { FeedFormat.Atom => "Atom", FeedFormat.Rss => "RSS", FeedFormat.Json => "JSON Feed" }}");
            }
        }
    }

    private static IResult Answer(HttpContext context, FeedTopic topic, FeedFormat format, GleanDatabase database, SettingStore settings, ResultCache cache)
    {
        var request = context.Request;
        var home = $"{request.Scheme}://{request.Host}/";
        var self = home.TrimEnd('/') + request.Path;
        var body = cache.Get($"feed {self}", () =>
        {
            using var connection = database.OpenForReading();
            var feed = NewsReader.Read(connection, topic, settings.Focus().Focus.Name);
            return FeedWriter.Write(feed, format, new FeedPlace(home, self, id => $"{home}tools/{id}"));
        });
        // Whoever shares a cache between people must not share what one of them may read.
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.Vary = "Authorization, Cookie";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, TagBytes))}\"");
        return TypedResults.Bytes(body, FeedWriter.MediaType(format), entityTag: tag);
    }
}

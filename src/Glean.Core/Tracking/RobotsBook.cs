using System.Collections.Concurrent;
using System.Text;
using Glean.Catalog;
using Glean.Egress;
using Glean.Storage;
using Glean.Tracking.Pages;
using Microsoft.EntityFrameworkCore;

namespace Glean.Tracking;

/// <summary>What a host allows; or why it is left alone.</summary>
internal sealed record HostRules(RobotsFile File, string? Refusal = null);

/// <summary>
/// The robots.txt of each host, asked for once a day and then only if it changed. One that is missing allows everything, one that cannot be had
/// forbids everything (RFC 9309, 2.3.1).
/// </summary>
internal sealed class RobotsBook(GleanDatabase database, IFetcher fetcher, TimeProvider time)
{
    private const int LargestFile = 512 * 1024;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, Lazy<Task<HostRules>>> hosts = new(StringComparer.OrdinalIgnoreCase);

    public Task<HostRules> OfAsync(Uri address, CancellationToken cancellationToken)
    {
        var origin = address.GetLeftPart(UriPartial.Authority);
        return hosts.GetOrAdd(origin, _ => new Lazy<Task<HostRules>>(() => LoadAsync(origin, cancellationToken))).Value;
    }

    private async Task<HostRules> LoadAsync(string origin, CancellationToken cancellationToken)
    {
        RobotsRules? kept;
        await using (var context = database.CreateContext())
        {
            kept = await context.RobotsRules.AsNoTracking().SingleOrDefaultAsync(r => r.Origin == origin, cancellationToken);
        }

        if (kept is not null && kept.FetchedAt > Now - Kept && kept.FetchedAt <= Now)
            return new HostRules(RobotsFile.Read(kept.Body));

        var request = new FetchRequest(new Uri(origin + "/robots.txt"))
        {
            Accept = "text/plain, */*;q=0.1",
            ETag = kept?.ETag,
            LastModified = kept?.LastModified,
            Limits = new FetchLimits(MaxBodyBytes: LargestFile),
        };
        switch (await fetcher.FetchAsync(request, cancellationToken))
        {
            case NotModified when kept is not null:
                await KeepAsync(origin, kept.Body, kept.ETag, kept.LastModified, cancellationToken);
                return new HostRules(RobotsFile.Read(kept.Body));
            case Fetched answer:
                // A host that answers every address with its home page has no rules.
                var body = answer.MediaType is "text/html" ? "" : StorableText.Of(Encoding.UTF8.GetString(answer.Body));
                await KeepAsync(origin, body, answer.ETag, answer.LastModified, cancellationToken);
                return new HostRules(RobotsFile.Read(body));
            case FetchFailed { Status: >= 400 and < 500 and not 429 }:
                await KeepAsync(origin, "", null, null, cancellationToken);
                return new HostRules(RobotsFile.Open);
            case FetchFailed { Kind: FetchFailureKind.TooLarge or FetchFailureKind.TooManyRedirects or FetchFailureKind.OtherStatus }:
                return new HostRules(RobotsFile.Open);
            case FetchFailed failed when kept is not null && failed.Kind is not FetchFailureKind.Refused:
                // Rules of yesterday are better than none; the page itself tells whether the host is there.
                return new HostRules(RobotsFile.Read(kept.Body));
            case FetchFailed failed:
                return new HostRules(RobotsFile.Open, $"Its robots.txt cannot be had, so nothing is read there: {failed.Message}");
            default:
                return new HostRules(RobotsFile.Open);
        }
    }

    private async Task KeepAsync(string origin, string body, string? etag, string? lastModified, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row = await context.RobotsRules.SingleOrDefaultAsync(r => r.Origin == origin, cancellationToken);
        if (row is null)
            context.RobotsRules.Add(row = new RobotsRules { Origin = origin });
        (row.Body, row.ETag, row.LastModified, row.FetchedAt) = (body, etag, lastModified, Now);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}

using Glean.Catalog;
using Glean.Egress;
using Glean.Tracking.Differences;
using Glean.Tracking.Pages;
using Glean.Tracking.Reading;

namespace Glean.Tracking;

/// <summary>
/// Checks one page: asks for it only if it changed, reads the answer, and looks again before it believes in a change. What differs between
/// two looks of the same minute moves by itself and is no change.
/// </summary>
internal sealed class PageChecker(IFetcher fetcher, RobotsBook robots, ReadFeedTitles readFeed)
{
    /// <summary>
    /// Looks at a page that is read for the first time, and at one that seems changed. A block shown to half of the visitors passes all of
    /// them unnoticed once in two to the power of their sum.
    /// </summary>
    private const int FirstLooks = 2;
    private const int LooksAtChange = 4;

    private const string AcceptPage = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";
    private const string AcceptFeed = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1";

    private readonly IFetcher fetcher = fetcher;
    private readonly ReadFeedTitles readFeed = readFeed;

    public async Task<PageCheck> CheckAsync(KnownPage known, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(known.Page.Url, UriKind.Absolute, out var address))
            return new PageCheck(PageState.CouldNotCheck, "The address cannot be read. Remove the page and add the right one.");
        var rules = await robots.OfAsync(address, cancellationToken);
        if (rules.Refusal is { } refusal)
            return new PageCheck(PageState.CouldNotCheck, refusal);
        if (!rules.File.Allows(address))
            return new PageCheck(PageState.CouldNotCheck, $"{address.Host} asks programs not to read this page (robots.txt). It is respected; read it yourself.");

        var look = new Look(this, known, address, rules.File.Delay);
        var first = await look.AtAsync(known.Last is null ? null : known.Page.ETag, known.Last is null ? null : known.Page.LastModified, cancellationToken);
        var check = first.Outcome is { } outcome ? await ConfirmedAsync(look, outcome, cancellationToken)
            : known.Last is null ? await FirstAsync(look, first, cancellationToken)
            : await CompareAsync(look, known.Last, first, cancellationToken);
        return check with { Transfers = look.Transfers };
    }

    /// <summary>That a page is gone is believed when it is said twice.</summary>
    private static async Task<PageCheck> ConfirmedAsync(Look look, PageCheck outcome, CancellationToken cancellationToken)
    {
        if (outcome.State != PageState.Gone)
            return outcome;
        var again = await look.AtAsync(null, null, cancellationToken);
        return again.Outcome ?? new PageCheck(PageState.CouldNotCheck, "It was missing at first sight and there at the second; it is looked at again on the next run.");
    }

    private static async Task<PageCheck> FirstAsync(Look look, Sight first, CancellationToken cancellationToken)
    {
        var moving = MovingParts.Read(look.Known.Page.Moving);
        var sight = first;
        for (var i = 0; i < FirstLooks; i++)
        {
            var next = await look.AtAsync(sight.Answer!.ETag, sight.Answer.LastModified, cancellationToken);
            if (next.Outcome?.State == PageState.Unchanged)
                break;
            if (next.View is not { Obstacle: null } view)
                continue;
            moving.Learn(sight.View!.Content, view.Content);
            moving.LearnPlans(sight.View.Plans, view.Plans);
            sight = next;
        }

        return Done(PageState.Ok, sight, moving) with { Content = Content(sight.View!, moving), Found = Links(look, sight) };
    }

    private static async Task<PageCheck> CompareAsync(Look look, PageContent last, Sight first, CancellationToken cancellationToken)
    {
        var moving = MovingParts.Read(look.Known.Page.Moving);
        var kind = look.Known.Page.Kind;
        var before = PageView.Unmuted(PageText.Read(last.Text), look.Known.Mutes);
        IReadOnlyList<FoundChange> Changes(Sight sight) => PageChanges.Of(
            kind,
            new PageReading(moving.Still(before), last.Plans),
            new PageReading(PageText.Read(PageText.Write(moving.Still(sight.View!.Content))), moving.Settled(last.Plans, sight.View.Plans)));

        var sight = first;
        var looks = kind == PageKind.Feed ? 1 : LooksAtChange;
        for (var i = 0; i < looks && Kept(look, Changes(sight)).Count > 0; i++)
        {
            var next = await look.AtAsync(sight.Answer!.ETag, sight.Answer.LastModified, cancellationToken);
            if (next.Outcome?.State == PageState.Unchanged)
                continue;
            if (next.View is not { Obstacle: null } view)
                return next.Outcome! with { Reason = $"It looked changed, and could not be looked at again: {next.Outcome.Reason}" };
            moving.Learn(sight.View!.Content, view.Content);
            moving.LearnPlans(sight.View.Plans, view.Plans);
            sight = next;
        }

        var changes = Kept(look, Changes(sight));
        var isRebased = look.IsMutedSince;
        return Done(changes.Count > 0 ? PageState.Changed : PageState.Unchanged, sight, moving) with
        {
            Changes = changes,
            Content = changes.Count > 0 || isRebased ? Content(sight.View!, moving) : null,
            Found = Links(look, sight),
        };
    }

    /// <summary>What a new selector mutes is missing from the page but not from the kept text: what is gone says nothing this once.</summary>
    private static IReadOnlyList<FoundChange> Kept(Look look, IReadOnlyList<FoundChange> changes) => !look.IsMutedSince ? changes :
        [.. changes.Where(c => c.Type is not ChangeType.FeatureRemoved && (c.Plans.Any(p => p.Kind != PlanChangeKind.Removed) || c.Text.Added.Count + c.Text.Changed.Count > 0))];

    private static PageCheck Done(PageState state, Sight sight, MovingParts moving) => new(state)
    {
        ETag = sight.Answer!.ETag,
        LastModified = sight.Answer.LastModified,
        MovedTo = sight.Answer.PermanentlyMovedTo?.AbsoluteUri,
        Moving = moving,
    };

    private static PageContent Content(PageView view, MovingParts moving) => new(StorableText.Of(PageText.Write(moving.Still(view.Content))), view.Plans);

    private static IReadOnlyList<FoundPage> Links(Look look, Sight sight) =>
        look.Known.Page.Kind == PageKind.Home && sight.View?.Page is { } page ? PageFinder.ByLinks(page, sight.Answer!.FinalUrl) : [];

    /// <summary>An answer that was read, or the outcome when there is nothing to compare.</summary>
    private sealed record Sight(Fetched? Answer, PageView? View, PageCheck? Outcome);

    private sealed class Look(PageChecker checker, KnownPage known, Uri address, TimeSpan? delay)
    {
        public KnownPage Known { get; } = known;

        public int Transfers { get; private set; }

        public bool IsMutedSince { get; } = known.Mutes.Any(m => m.Kind == MuteKind.Selector && m.CreatedAt >= known.TakenAt);

        public async Task<Sight> AtAsync(string? etag, string? lastModified, CancellationToken cancellationToken)
        {
            var request = new FetchRequest(address)
            {
                Accept = Known.Page.Kind == PageKind.Feed ? AcceptFeed : AcceptPage,
                ETag = IsMutedSince ? null : etag,
                LastModified = IsMutedSince ? null : lastModified,
                Limits = new FetchLimits(MinimumInterval: delay),
            };
            switch (await checker.fetcher.FetchAsync(request, cancellationToken))
            {
                case NotModified same:
                    return Ended(new PageCheck(PageState.Unchanged)
                    {
                        ETag = Known.Page.ETag,
                        LastModified = Known.Page.LastModified,
                        MovedTo = Own(same.PermanentlyMovedTo),
                        Moving = MovingParts.Read(Known.Page.Moving),
                    });
                case FetchFailed failed:
                    return Ended(Failure(failed));
                case Fetched answer when !PageFinder.IsSameSite(answer.FinalUrl, address):
                    return Ended(new PageCheck(PageState.Moved, $"It now leads to {answer.FinalUrl.Host}. Is that the same product under a new name? Accept or dismiss the new address.")
                    {
                        ProposedUrl = answer.FinalUrl.AbsoluteUri,
                    });
                case Fetched answer:
                    Transfers++;
                    var view = PageView.Read(answer, Known, checker.readFeed);
                    return view.Obstacle is { } obstacle
                        ? new Sight(answer, view, new PageCheck(PageState.CouldNotCheck, $"{address.Host} {obstacle}."))
                        : new Sight(answer, view, null);
                case var other:
                    throw new InvalidOperationException($"Unknown outcome {other}.");
            }
        }

        private static Sight Ended(PageCheck check) => new(null, null, check);

        private string? Own(Uri? moved) => moved is not null && PageFinder.IsSameSite(moved, address) ? moved.AbsoluteUri : null;

        private static PageCheck Failure(FetchFailed failed) => failed.Kind switch
        {
            FetchFailureKind.NotFound or FetchFailureKind.Gone => new PageCheck(PageState.Gone, failed.Message),
            _ => new PageCheck(PageState.CouldNotCheck, failed.Message) { RetryAfter = failed.RetryAfter },
        };
    }
}

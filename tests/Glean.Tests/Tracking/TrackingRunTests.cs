using Glean.Catalog;
using Glean.Tests.Support;
using Glean.Tracking;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Glean.Tests.Tracking;

public sealed class TrackingRunTests : IDisposable
{
    private readonly TrackingBench bench = new();

    [Fact]
    public async Task The_pages_of_a_tool_are_found_read_and_kept_with_their_plans()
    {
        await using var server = await SiteAsync(("/", Answers.Html(Markup.Home("<a href='/log'>Changelog</a>"))), ("/pricing", Answers.Html(Markup.Pricing())), ("/log", Answers.Html(Markup.Page("<h1>Changelog</h1><h2>First release</h2><p>It writes letters to your leads on every weekday.</p>"))));

        var report = await RunAsync(server);

        report.Pages.Select(p => $"{p.Kind} {p.State}").ShouldBe(["Home Ok", "Pricing Ok", "Changelog Ok"]);
        bench.Changes().ShouldBeEmpty();
        bench.Rows("SELECT name, kind, amount, currency, period, unit, valid_to FROM price_plans ORDER BY id").ShouldBe(["Free|free|∅|∅|∅|∅|∅", "Pro|priced|49.0|USD|month|user|∅", "Enterprise|custom|∅|∅|∅|∅|∅"]);
        bench.Rows("SELECT count(*) FROM tool_snapshots WHERE content LIKE '%Call recording%'").ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_change_is_told_kept_with_both_texts_and_written_into_the_history_of_the_plan()
    {
        var page = Markup.Pricing();
        await using var server = await SiteAsync(("/", Answers.Html(Markup.Home())), ("/pricing", context => Answers.Html(page)(context)));
        await RunAsync(server);
        bench.Database.Time.Advance(TimeSpan.FromDays(1));
        page = Markup.Pricing("$59 per user per month", "Shared inbox");

        (await RunAsync(server)).Counts.Changed.ShouldBe(1);

        bench.Changes().ShouldBe(["pricing_change: Pro: $49 to $59 a user a month", "feature_added: New: Shared inbox"]);
        bench.Rows("SELECT b.content LIKE '%$49%', a.content LIKE '%$59%' FROM changelog c JOIN tool_snapshots b ON b.id = c.before_snapshot_id JOIN tool_snapshots a ON a.id = c.after_snapshot_id").ShouldBe(["1|1", "1|1"]);
        bench.Rows("SELECT amount, valid_from, valid_to, ended_by FROM price_plans WHERE name = 'Pro' ORDER BY id").ShouldBe(["49.0|2026-03-02 09:00:00|2026-03-03 09:00:00|1", "59.0|2026-03-03 09:00:00|∅|∅"]);
        (await RunAsync(server)).Counts.Changes.ShouldBe(0);
        bench.Changes().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_change_that_is_gone_at_the_second_sight_is_none()
    {
        await using var server = await SiteAsync(
            ("/", Answers.Html(Markup.Home())),
            ("/pricing", Answers.InTurn([.. Enumerable.Repeat(Answers.Html(Markup.Pricing()), 3), Answers.Html(Markup.Pricing("$99 per user per month")), Answers.Html(Markup.Pricing())])));
        await RunAsync(server);

        (await RunAsync(server)).Pages.Single(p => p.Kind == PageKind.Pricing).State.ShouldBe(PageState.Unchanged);

        bench.Changes().ShouldBeEmpty();
        bench.Rows("SELECT amount FROM price_plans WHERE name = 'Pro'").ShouldBe(["49.0"]);
    }

    [Fact]
    public async Task Two_hundred_fetches_of_a_page_on_which_everything_moves_but_what_it_says_give_no_change()
    {
        var random = new Random(11);
        var fetches = 0;
        await using var server = await SiteAsync(("/", context => Answers.Html(Restless(Markup.Home(), random, Interlocked.Increment(ref fetches)))(context)), ("/pricing", context => Answers.Html(Restless(Markup.Pricing(), random, Interlocked.Increment(ref fetches)))(context)));

        while (fetches < 400)
        {
            await RunAsync(server);
            bench.Database.Time.Advance(TimeSpan.FromDays(1));
        }

        bench.Changes().ShouldBeEmpty();
        bench.Rows("SELECT DISTINCT state FROM tool_pages").ShouldBe(["unchanged"]);
    }

    [Fact]
    public async Task What_did_not_change_is_not_sent_a_second_time()
    {
        await using var server = await FaultServer.StartAsync(Answers.ByPath(
            ("/robots.txt", Answers.Text("User-agent: *\nAllow: /")), ("/", Validated(Markup.Home())), ("/pricing", Validated(Markup.Pricing()))));
        bench.Approve(1, "Quillmail", server.Url("/"));
        (await bench.RunAsync(server)).Counts.Transfers.ShouldBe(2);
        var asked = server.Requests.Count;
        bench.Database.Time.Advance(TimeSpan.FromHours(6));

        var second = await bench.RunAsync(server);

        second.Counts.ShouldBe(new TrackingCounts(Tools: 1, Pages: 2, First: 0, Unchanged: 2, Changed: 0, CouldNotCheck: 0, Moved: 0, Gone: 0, Changes: 0, Transfers: 0));
        server.Requests.Skip(asked).Select(r => r.Target).Order().ShouldBe(["/", "/pricing"]);
    }

    [Theory]
    [InlineData(403, "forbids")]
    [InlineData(500, "failed")]
    [InlineData(429, "too many")]
    public async Task A_page_that_answers_with_an_error_could_not_be_checked(int status, string reason)
    {
        await using var server = await SiteAsync(("/", Answers.InTurn([.. Enumerable.Repeat(Answers.Html(Markup.Home()), 3), Answers.Status(status)])));
        await RunAsync(server);

        var page = (await RunAsync(server)).Pages.Single();

        page.State.ShouldBe(PageState.CouldNotCheck);
        page.Reason.ShouldNotBeNull().ShouldContain(reason);
        bench.Changes().ShouldBeEmpty();
        bench.Rows("SELECT state, consecutive_failures, snapshot_id FROM tool_pages").ShouldBe(["could_not_check|1|1"]);
    }

    [Theory]
    [InlineData("<title>Just a moment...</title><p>Checking your browser</p>")]
    [InlineData("<h1>Before you continue</h1><p>Please accept all cookies.</p>")]
    [InlineData("")]
    public async Task A_page_behind_something_else_could_not_be_checked(string html)
    {
        await using var server = await SiteAsync(("/", Answers.InTurn([.. Enumerable.Repeat(Answers.Html(Markup.Home()), 3), Answers.Html(html)])));
        await RunAsync(server);

        (await RunAsync(server)).Pages.Single().State.ShouldBe(PageState.CouldNotCheck);
        bench.Changes().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_that_cannot_be_checked_three_times_in_a_row_is_told_once()
    {
        await using var server = await SiteAsync(("/", Answers.InTurn([.. Enumerable.Repeat(Answers.Html(Markup.Home()), 3), Answers.Status(403)])));
        for (var i = 0; i < 6; i++)
            await RunAsync(server);

        bench.Changes().Single().ShouldStartWith("unreachable: The home page could not be checked 3 times in a row.");
    }

    [Fact]
    public async Task A_page_that_is_gone_is_told_and_its_plans_stay()
    {
        var isGone = false;
        await using var server = await SiteAsync(("/", Answers.Html(Markup.Home())), ("/pricing", context => (isGone ? Answers.Status(404) : Answers.Html(Markup.Pricing()))(context)));
        await RunAsync(server);
        isGone = true;

        (await RunAsync(server)).Counts.Gone.ShouldBe(1);
        await RunAsync(server);

        bench.Changes().Single().ShouldStartWith("unreachable: The pricing page is gone.");
        bench.Rows("SELECT count(*) FROM price_plans WHERE valid_to IS NULL").ShouldBe(["3"]);
    }

    [Fact]
    public async Task A_page_that_leads_to_another_domain_is_proposed_and_followed_when_a_person_accepts()
    {
        await using var other = await SiteAsync(("/", Answers.Html(Markup.Home())));
        await using var server = await FaultServer.StartAsync(Answers.ByPath(("/robots.txt", Answers.Status(404)), ("/", Answers.Redirect(other.Url("/").AbsoluteUri, 301))));
        bench.Approve(2, "Moved", server.Url("/"));

        (await bench.RunAsync(server, new TrackingOptions(ToolId: 2))).Counts.Moved.ShouldBe(1);

        bench.Rows("SELECT url FROM tools WHERE id = 2").ShouldBe([server.Url("/").AbsoluteUri]);
        bench.Rows("SELECT proposed_url FROM tool_pages").ShouldBe([other.Url("/").AbsoluteUri]);
        var desk = new PageDesk(bench.Database.Database, bench.Database.Time);
        (await desk.DecideMoveAsync(1, accept: true, new Person("ann", 1), TestContext.Current.CancellationToken)).ShouldNotBeNull();
        bench.Rows("SELECT url FROM tools WHERE id = 2").ShouldBe([other.Url("/").AbsoluteUri]);
        (await bench.RunAsync(server, new TrackingOptions(ToolId: 2))).Counts.First.ShouldBe(1);
    }

    [Fact]
    public async Task A_new_domain_that_a_person_dismissed_is_not_proposed_again_but_another_is()
    {
        await using var other = await SiteAsync(("/", Answers.Html(Markup.Home())));
        var target = other.Url("/?from=1").AbsoluteUri;
        await using var server = await FaultServer.StartAsync(context => Answers.ByPath(("/robots.txt", Answers.Status(404)), ("/", Answers.Redirect(target, 302)))(context));
        bench.Approve(2, "Moved", server.Url("/"));
        await bench.RunAsync(server);
        var desk = new PageDesk(bench.Database.Database, bench.Database.Time);
        (await desk.DecideMoveAsync(1, accept: false, new Person("ann", 1), TestContext.Current.CancellationToken)).ShouldNotBeNull();

        target = other.Url("/?from=2").AbsoluteUri;
        await bench.RunAsync(server);
        bench.Rows("SELECT state, proposed_url FROM tool_pages").ShouldBe(["moved|∅"]);

        await using var third = await SiteAsync(("/", Answers.Html(Markup.Home())));
        target = third.Url("/").AbsoluteUri;
        await bench.RunAsync(server);
        bench.Rows("SELECT proposed_url FROM tool_pages").ShouldBe([target]);
    }

    [Fact]
    public async Task Robots_txt_is_obeyed_and_asked_for_once_a_day()
    {
        await using var server = await FaultServer.StartAsync(Answers.ByPath(
            ("/robots.txt", Answers.Text("User-agent: *\nDisallow: /pricing")), ("/", Answers.Html(Markup.Home())), ("/pricing", Answers.Html(Markup.Pricing()))));
        bench.Approve(1, "Quillmail", server.Url("/"));

        var report = await bench.RunAsync(server);
        await bench.RunAsync(server);

        report.Pages.Single(p => p.Kind == PageKind.Pricing).Reason.ShouldNotBeNull().ShouldContain("robots.txt");
        server.Requests.Count(r => r.Target == "/robots.txt").ShouldBe(1);
        server.Requests.ShouldNotContain(r => r.Target == "/pricing");
    }

    [Fact]
    public async Task A_host_whose_robots_txt_cannot_be_had_is_left_alone()
    {
        await using var server = await FaultServer.StartAsync(Answers.ByPath(("/robots.txt", Answers.Status(500)), ("/", Answers.Html(Markup.Home()))));
        bench.Approve(1, "Quillmail", server.Url("/"));

        (await bench.RunAsync(server)).Counts.CouldNotCheck.ShouldBe(1);

        server.Requests.ShouldNotContain(r => r.Target == "/");
    }

    [Fact]
    public async Task Prices_that_no_link_leads_to_are_found_by_the_sitemap()
    {
        FaultServer? site = null;
        await using var server = await FaultServer.StartAsync(context => Answers.ByPath(
            ("/robots.txt", Answers.Text("Sitemap: /nothing")), ("/", Answers.Html("<main><h1>Quillmail</h1><p>Quillmail writes letters to your leads, on every weekday and in your own words, so that you need not.</p></main>")),
            ("/sitemap.xml", Answers.Text($"<urlset><url><loc>{site!.Url("/plans")}</loc></url></urlset>", "application/xml")), ("/plans", Answers.Html(Markup.Pricing())))(context));
        site = server;
        bench.Approve(1, "Quillmail", server.Url("/"));
        bench.Rows($"INSERT INTO robots_rules (origin, body, fetched_at) VALUES ('{server.Origin.GetLeftPart(UriPartial.Authority)}', '', '2026-03-02 09:00:00') RETURNING 1");

        (await bench.RunAsync(server)).Pages.Select(p => p.Kind).ShouldBe([PageKind.Home, PageKind.Pricing]);
    }

    [Fact]
    public async Task A_feed_tells_news()
    {
        var entries = "<item><title>First release</title></item>";
        await using var server = await SiteAsync(
            ("/", Answers.Html(Markup.Page("<h1>Quillmail</h1><p>Quillmail writes letters to your leads, on every weekday and in your own words, so that you need not.</p>", head: "<link rel='alternate' type='application/rss+xml' href='/feed'>"))),
            ("/feed", context => Answers.Text($"<rss version='2.0'><channel><title>News</title>{entries}</channel></rss>", "application/rss+xml")(context)));
        await RunAsync(server);
        entries = "<item><title>A dialer in the browser</title></item>" + entries;

        await RunAsync(server);

        bench.Changes().ShouldBe(["news: News: A dialer in the browser"]);
    }

    [Fact]
    public async Task Only_pages_whose_time_has_come_are_checked_by_the_schedule()
    {
        await using var server = await SiteAsync(("/", Answers.Html(Markup.Home())));
        await RunAsync(server);

        (await bench.RunAsync(server, new TrackingOptions(DueOnly: true))).Counts.Pages.ShouldBe(0);
        bench.Database.Time.Advance(TimeSpan.FromDays(8));
        (await bench.RunAsync(server, new TrackingOptions(DueOnly: true))).Counts.Pages.ShouldBe(1);
    }

    [Theory]
    [InlineData(MuteKind.Selector, ".tip")]
    [InlineData(MuteKind.Text, "Tip of the week*")]
    public async Task A_muted_part_is_not_heard_of(MuteKind kind, string pattern)
    {
        var tip = "write less";
        await using var server = await SiteAsync(("/", context => Answers.Html(Markup.Home($"<p class='tip'>Tip of the week: {tip}</p>"))(context)));
        await RunAsync(server);
        var desk = new PageDesk(bench.Database.Database, bench.Database.Time);
        await desk.MuteAsync(1, kind, pattern, new Person("ann", 1), TestContext.Current.CancellationToken);

        foreach (var next in (string[])["call first", "wait a day", "ask a friend"])
        {
            tip = next;
            await RunAsync(server);
        }

        bench.Changes().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_thousand_tools_are_checked_and_the_second_time_nothing_is_sent()
    {
        const int tools = 1000;
        await using var server = await FaultServer.StartAsync(context => context.Request.Path.Value switch
        {
            "/robots.txt" => Answers.Status(404)(context),
            var path when path!.EndsWith("/pricing", StringComparison.Ordinal) => Validated(Markup.Pricing().Replace("Quillmail", path))(context),
            var path => Validated(Markup.Home($"<a href='{path}/pricing'>Pricing</a>").Replace("<a href='/pricing'>Pricing</a>", ""))(context),
        });
        bench.Rows($"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {tools}) INSERT INTO tools (id, name, url, status, name_key) SELECT i, 'Tool ' || i, '{server.Origin}' || i, 'approved', i FROM n");

        (await bench.RunAsync(server)).Counts.First.ShouldBe(2 * tools);
        var asked = server.Requests.Count;
        var second = await bench.RunAsync(server);

        second.Counts.Unchanged.ShouldBe(2 * tools);
        second.Counts.Transfers.ShouldBe(0);
        (server.Requests.Count - asked).ShouldBe(2 * tools);
        bench.Changes().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_price_that_is_tried_out_on_half_of_the_visitors_has_not_changed()
    {
        var fetch = 0;
        await using var server = await SiteAsync(
            ("/", Answers.Html(Markup.Home())), ("/pricing", context => Answers.Html(Markup.Pricing(Interlocked.Increment(ref fetch) % 2 == 0 ? "$49 per user per month" : "$59 per user per month"))(context)));
        for (var i = 0; i < 20; i++)
            await RunAsync(server);

        bench.Changes().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_post_that_a_person_added_is_read_without_the_teasers_beside_it()
    {
        var teaser = "Ten ways to write";
        var post = string.Concat(Enumerable.Range(1, 6).Select(i => $"<p>Paragraph {i} tells at some length how the letters of the week were written, who answered them, and what became of it.</p>"));
        await using var server = await SiteAsync(
            ("/", Answers.Html(Markup.Home())),
            ("/post", context => Answers.Html(Markup.Page($"<article><h1>A week of letters</h1>{post}</article><section><h2>More</h2><p>{teaser}</p></section>"))(context)));
        await RunAsync(server);
        await new PageDesk(bench.Database.Database, bench.Database.Time).AddAsync(1, server.Url("/post").AbsoluteUri, PageKind.Other, new Person("ann", 1), TestContext.Current.CancellationToken);
        await RunAsync(server);
        teaser = "How to sell by mail";
        await RunAsync(server);
        bench.Changes().ShouldBeEmpty();

        post = post.Replace("who answered them", "who never did", StringComparison.Ordinal);
        await RunAsync(server);
        bench.Changes().Single().ShouldStartWith("content_change:");
    }

    [Fact]
    public async Task Old_texts_are_removed_but_not_what_a_page_is_compared_with()
    {
        var page = Markup.Home();
        await using var server = await SiteAsync(("/", context => Answers.Html(page)(context)));
        await RunAsync(server);
        page = Markup.Home("<p>Now it also answers the phone for you.</p>");
        await RunAsync(server);

        var later = bench.Database.Now.AddDays(400);
        (await SnapshotRetention.TrimAsync(bench.Database.Database, 365, later, TestContext.Current.CancellationToken)).ShouldBe(1);

        bench.Rows("SELECT id FROM tool_snapshots").ShouldBe(["2"]);
        var change = (await new ChangeReader(bench.Database.Database).FindAsync(1, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        change.BeforeText.ShouldBeNull();
        change.Details.Lines.Single().After.ShouldBe("Now it also answers the phone for you.");
        (await RunAsync(server)).Counts.Unchanged.ShouldBe(1);
    }

    [Fact]
    public async Task A_change_proposes_edits_of_claims_and_makes_none()
    {
        var page = Markup.Pricing();
        await using var server = await SiteAsync(("/", Answers.Html(Markup.Home())), ("/pricing", context => Answers.Html(page)(context)));
        await RunAsync(server);
        bench.Rows("INSERT INTO claims (tool_id, claim_type, content, confidence) VALUES (1, 'pricing', 'Pro costs $49 a month', 0.6), (1, 'pricing', 'Pro is $59 per user', 0.6), (1, 'feature', 'has call recording', 0.6) RETURNING 1");
        page = Markup.Pricing("$59 per user per month", "Shared inbox").Replace("Call recording", "Rainbow letters", StringComparison.Ordinal);

        await RunAsync(server);

        bench.Rows("SELECT kind, claim_id, content, quote FROM claim_proposals ORDER BY id").ShouldBe(
        [
            "contradict|1|Pro: $59 a user a month|∅", "confirm|2|Pro: $59 a user a month|∅", "new|∅|Rainbow letters|Rainbow letters", "new|∅|Shared inbox|Shared inbox",
            "contradict|3|“Call recording” is no longer listed|∅",
        ]);
        bench.Rows("SELECT count(*) FROM claims WHERE verified OR conflicting").ShouldBe(["0"]);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_ends_and_keeps_what_it_has()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = await SiteAsync(("/", Answers.Html(Markup.Home())), ("/pricing", async context =>
        {
            await cancel.CancelAsync();
            await Answers.Never()(context);
        }
        ));
        bench.Approve(1, "Quillmail", server.Url("/"));
        using var fetcher = new Glean.Egress.Fetcher(server.Options);
        var run = new TrackingRun(bench.Database.Database, fetcher, Glean.Operations.FeedTitles.Read, bench.Database.Time);

        await Should.ThrowAsync<OperationCanceledException>(() => run.RunAsync(new TrackingOptions(), new Progress<Glean.Jobs.JobProgress>(), cancel.Token));

        bench.Rows("SELECT kind, state FROM tool_pages ORDER BY id").ShouldBe(["home|ok", "pricing|new"]);
    }

    [Fact]
    public async Task A_tool_that_is_not_approved_is_refused_by_name()
    {
        await using var server = await SiteAsync(("/", Answers.Html(Markup.Home())));

        (await Should.ThrowAsync<GleanException>(() => bench.RunAsync(server, new TrackingOptions(ToolId: 77)))).Message.ShouldContain("77");
    }

    public void Dispose() => bench.Dispose();

    private static async Task<FaultServer> SiteAsync(params (string Path, RequestDelegate Answer)[] answers) =>
        await FaultServer.StartAsync(context => Answers.ByPath([.. answers, ("/robots.txt", Answers.Status(404)), ("/sitemap.xml", Answers.Status(404)), ("/pricing", Answers.Status(404))])(context));

    private Task<TrackingReport> RunAsync(FaultServer server)
    {
        if (bench.Rows("SELECT 1 FROM tools WHERE id = 1").Count == 0)
            bench.Approve(1, "Quillmail", server.Url("/"));
        return bench.RunAsync(server);
    }

    private static RequestDelegate Validated(string html) => context =>
    {
        var tag = $"\"{html.GetHashCode():x}\"";
        context.Response.Headers.ETag = tag;
        return (context.Request.Headers.IfNoneMatch == tag ? Answers.Status(StatusCodes.Status304NotModified) : Answers.Html(html))(context);
    };

    /// <summary>The page with another date, counter, nonce, advertisement, order of scripts, and side of two experiments.</summary>
    private static string Restless(string html, Random random, int fetch)
    {
        lock (random)
        {
            string[] scripts = [$"<script src='/a.js?v={random.Next()}'></script>", $"<script nonce='{random.NextInt64():x}'>run()</script>", "<script>b()</script>"];
            random.Shuffle(scripts);
            string[] quotes = ["They wrote to us within the hour, says Ann.", "My leads answer at last, says Bob.", "I get my evenings back, says Cleo."];
            var sides = random.Next(2) == 0 ? "<p data-variant='a'>Start today</p>" : "<p data-variant='b'>Begin in a minute</p>";
            var moving = $"<p>Today is {new DateTime(2026, 1, 1).AddDays(fetch):dddd, d MMMM yyyy}, {fetch % 24}:{fetch % 60:00}</p><p>{1000 + (fetch * 7)} letters sent so far</p><p>Last letter {1 + (fetch % 50)} minutes ago</p>"
                + $"<div class='ad'>Offer {random.Next()}</div><div class='testimonials'><p>{quotes[random.Next(3)]}</p></div>{sides}<p>Request {random.NextInt64():x8}{random.NextInt64():x8}</p>"
                + (random.Next(2) == 0 ? "<p>Loved by the people who sell.</p>" : "<p>Sellers would not do without it.</p>");
            return html.Replace("</main>", $"{moving}{string.Concat(scripts)}</main>", StringComparison.Ordinal).Replace("<head>", $"<head><meta name='csrf' content='{random.NextInt64():x}'>", StringComparison.Ordinal);
        }
    }
}

using Glean.Tracking.Reading;

namespace Glean.Tracking.Pages;

/// <summary>Tells an answer that is a page from one that stands before it: a captcha, a consent wall, a sign-in, an empty shell.</summary>
internal static class PageObstacles
{
    private const int FewWords = 80;
    private const int HardlyAny = 12;

    private static readonly (string Mark, string Reason)[] Marks =
    [
        ("just a moment", "asks for a proof that a person is there (captcha)"),
        ("attention required! | cloudflare", "asks for a proof that a person is there (captcha)"),
        ("checking your browser", "asks for a proof that a person is there (captcha)"),
        ("verify you are human", "asks for a proof that a person is there (captcha)"),
        ("verify that you are human", "asks for a proof that a person is there (captcha)"),
        ("are you a robot", "asks for a proof that a person is there (captcha)"),
        ("i'm not a robot", "asks for a proof that a person is there (captcha)"),
        ("prove you are human", "asks for a proof that a person is there (captcha)"),
        ("complete the security check", "asks for a proof that a person is there (captcha)"),
        ("unusual traffic", "asks for a proof that a person is there (captcha)"),
        ("captcha", "asks for a proof that a person is there (captcha)"),
        ("press & hold", "asks for a proof that a person is there (captcha)"),
        ("before you continue", "wants consent first (consent wall)"),
        ("we value your privacy", "wants consent first (consent wall)"),
        ("accept all cookies", "wants consent first (consent wall)"),
        ("accept cookies to continue", "wants consent first (consent wall)"),
        ("your consent", "wants consent first (consent wall)"),
        ("access denied", "keeps programs out (access denied)"),
        ("you have been blocked", "keeps programs out (blocked)"),
        ("enable javascript", "shows nothing without running scripts"),
        ("requires javascript", "shows nothing without running scripts"),
        ("javascript is required", "shows nothing without running scripts"),
        ("domain is for sale", "is parked: the domain is for sale"),
        ("this domain may be for sale", "is parked: the domain is for sale"),
        ("under maintenance", "is under maintenance"),
        ("temporarily unavailable", "is not available at the moment"),
        ("internal server error", "answers with an error page"),
    ];

    private static readonly string[] ChallengeElements =
        ["#challenge-form", "#cf-challenge-running", ".g-recaptcha", ".h-captcha", ".cf-turnstile", "#px-captcha", "iframe[src*='captcha']", "script[src*='challenge-platform']", "script[src*='captcha-delivery']"];

    /// <summary>Why nothing is known of the page behind this answer, or null when it is the page.</summary>
    /// <param name="html">As it came, with what is shown when scripts do not run.</param>
    /// <param name="before">Words of the last reading; 0 when there is none.</param>
    public static string? Find(PageDocument page, string html, int before)
    {
        var words = Words(page);
        if (words < FewWords)
        {
            if (ChallengeElements.Any(e => page.Document.QuerySelector(e) is not null))
                return "asks for a proof that a person is there (captcha)";
            if (page.Document.QuerySelector("input[type='password']") is not null)
                return "wants a sign-in first";
            var all = $"{page.Title}\n{page.Document.Body?.TextContent}\n{(html.Length < 200_000 ? NoScript(page) : "")}".ToLowerInvariant();
            foreach (var (mark, reason) in Marks)
            {
                if (all.Contains(mark, StringComparison.Ordinal))
                    return reason;
            }
        }

        if (words == 0)
            return "is empty";
        return words < HardlyAny && before >= FewWords / 2 && words * 10 < before ? $"holds hardly anything any more ({words} of {before} words)" : null;
    }

    public static int Words(PageDocument page) => page.Content.Sum(b => b.Text.Count(' ') + 1);

    private static string NoScript(PageDocument page) => string.Join('\n', page.Document.QuerySelectorAll("noscript").Take(10).Select(n => n.TextContent));
}

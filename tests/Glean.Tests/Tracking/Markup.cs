namespace Glean.Tests.Tracking;

/// <summary>Pages of tools that do not exist.</summary>
internal static class Markup
{
    public static string Page(string main, string title = "Quillmail", string head = "") =>
        $"<!doctype html><html><head><title>{title}</title>{head}</head><body><header><nav><a href='/'>Home</a> <a href='/pricing'>Pricing</a></nav></header><main>{main}</main><footer>All rights reserved</footer></body></html>";

    public static string Card(string name, string price, params string[] items) =>
        $"<div class='card'><h3>{name}</h3><p class='price'>{price}</p><ul>{string.Concat(items.Select(i => $"<li>{i}</li>"))}</ul><a class='btn' href='/go'>Choose</a></div>";

    public static string Pricing(string pro = "$49 per user per month", params string[] more) => Page(
        "<h1>Plans that grow with you</h1><section class='grid'>"
        + Card("Free", "$0", "1 mailbox", "50 letters a day")
        + Card("Pro", pro, ["10 mailboxes", "Call recording", .. more])
        + Card("Enterprise", "Contact sales", "Single sign-on")
        + "</section><p>Every plan can be cancelled whenever you like, without a word of explanation.</p>");

    public static string Home(string more = "") => Page(
        "<h1>Quillmail writes to your leads</h1><p>Quillmail reads what your leads publish and writes each of them a letter that sounds like you, on every weekday.</p>"
        + "<p>Your team sees in one place who answered, who asked for a call and who wants to be left alone.</p>" + more);
}

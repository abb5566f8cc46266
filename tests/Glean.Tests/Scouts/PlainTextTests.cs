using Glean.Scouts;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts;

public class PlainTextTests
{
    [Theory]
    [InlineData("<p>One</p><p>Two</p>", "One\n\nTwo")]
    [InlineData("One<br>Two<br/><br/>Three", "One\nTwo\n\nThree")]
    [InlineData("<h2>Head</h2>Text", "Head\n\nText")]
    [InlineData("Before<ul><li>a</li><li><p>b</p></li><li>c</ul>after", "Before\n\na\n\nb\n\nc\n\nafter")]
    [InlineData("<table><tr><th>Plan</th><th>Price</th></tr><tr><td>Team</td><td><p>$20</p></td></tr></table>", "Plan | Price\nTeam | $20")]
    [InlineData("<table><tr><td></td><td>Free</td><td>Pro</td></tr></table>", "| Free | Pro")]
    [InlineData("See <a href='https://x.example'>the <b>docs</b></a>.", "See the docs.")]
    [InlineData("a<script>alert('</p>')</script>b<style>p{}</style>c", "abc")]
    [InlineData("a<SCRIPT>never closed <p>b", "a")]
    [InlineData("Fish &amp; chips &eacute;&nbsp;&#128512; &amp;lt;", "Fish & chips é \U0001F600 &lt;")]
    [InlineData("AT&T &unknown; &copy=1 &copy 2024", "AT&T &unknown; &copy=1 © 2024")]
    [InlineData("<pre>a\n  b</pre>", "a\n  b")]
    [InlineData("x<!-- hidden -->y<!-- open", "xy")]
    [InlineData("5 < 6 and 7 > 3", "5 < 6 and 7 > 3")]
    [InlineData("  a \n\t b  ", "a b")]
    [InlineData("soft\u00ADhyphen zero\u200Bwidth nul\0", "softhyphen zerowidth nul")]
    [InlineData("don\u0092t", "don’t")]
    [InlineData("<div><div><div>deep</div></div></div><div>next</div>", "deep\nnext")]
    [InlineData("<![CDATA[kept]]>", "kept")]
    [InlineData("<head><title>No</title></head><body>Yes<noscript>No</noscript></body>", "Yes")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Html_becomes_what_a_reader_sees(string? html, string text) => PlainText.FromHtml(html).ShouldBe(text);

    [Theory]
    [InlineData("List<T> in <b>C#</b>", "List<T> in C#")]
    [InlineData("A &amp; B", "A & B")]
    [InlineData("One<br>Two", "One Two")]
    [InlineData("Costs <5 EUR", "Costs <5 EUR")]
    [InlineData("x <script>alert(1)</script>y", "x y")]
    [InlineData("ends <b", "ends <b")]
    public void A_headline_is_one_line_and_keeps_brackets_that_are_no_html(string html, string text) => PlainText.Headline(html).ShouldBe(text);
}

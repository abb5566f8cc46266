using System.Text;
using Glean.Scouts.Rss;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Rss;

public class FeedEncodingTests
{
    static FeedEncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-16", true, "Grüße – 名刺")]
    [InlineData("utf-16", false, "Grüße – 名刺")]
    [InlineData("utf-16BE", true, "Grüße – 名刺")]
    [InlineData("utf-16BE", false, "Grüße – 名刺")]
    [InlineData("utf-32", true, "Grüße – 名刺")]
    [InlineData("utf-32", false, "Grüße – 名刺")]
    [InlineData("utf-32BE", false, "Grüße – 名刺")]
    [InlineData("utf-8", true, "Grüße – 名刺")]
    [InlineData("utf-8", false, "Grüße – 名刺")]
    [InlineData("windows-1252", false, "Grüße – “100 €”")]
    [InlineData("windows-1251", false, "Скидка на всё")]
    [InlineData("koi8-r", false, "Скидка на всё")]
    [InlineData("shift_jis", false, "日本語の記事")]
    [InlineData("euc-jp", false, "日本語の記事")]
    [InlineData("iso-2022-jp", false, "日本語の記事")]
    [InlineData("gb2312", false, "销售工具")]
    [InlineData("big5", false, "銷售工具")]
    [InlineData("euc-kr", false, "영업 도구")]
    [InlineData("iso-8859-2", false, "Zażółć gęślą")]
    [InlineData("IBM037", false, "Plain words")]
    public void A_declared_encoding_is_read_with_or_without_a_mark(string name, bool mark, string title)
    {
        var encoding = Encoding.GetEncoding(name);
        var text = $"<?xml version=\"1.0\" encoding=\"{name}\"?><rss><channel><title>{title}</title></channel></rss>";
        byte[] body = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
        FeedReader.Read(body, "text/xml", null).Feed!.Title.ShouldBe(title);
    }

    [Fact]
    public void The_charset_of_http_counts_where_the_document_is_silent() =>
        Read("<rss><channel><title>Скидка</title></channel></rss>", "windows-1251", "text/xml; charset=\"windows-1251\"").ShouldBe("Скидка");

    [Fact]
    public void Utf_8_is_recognised_whatever_is_declared() =>
        Read("<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>Größe</title></channel></rss>", "utf-8", "text/xml; charset=us-ascii").ShouldBe("Größe");

    [Fact]
    public void Windows_1252_that_claims_to_be_utf_8_is_read_byte_by_byte()
    {
        byte[] body =
        [
            .. "<?xml version='1.0' encoding='utf-8'?><rss><channel><title>"u8, .. "Größe "u8, 0x93, 0x80, 0x94, .. "</title></channel></rss>"u8,
        ];
        FeedReader.Read(body, null, null).Feed!.Title.ShouldBe("Größe “€”");
    }

    [Fact]
    public void An_undeclared_encoding_is_guessed_from_the_language() =>
        Read("<rss><channel><language>ru</language><title>Скидка на всё</title></channel></rss>", "windows-1251", null).ShouldBe("Скидка на всё");

    [Fact]
    public void An_unknown_name_is_passed_over() =>
        Read("<?xml version='1.0' encoding='x-nonsense'?><rss><channel><title>caf\u00e9</title></channel></rss>", "windows-1252", "text/xml; charset=none").ShouldBe("café");

    private static string Read(string text, string encoding, string? contentType) =>
        FeedReader.Read(Encoding.GetEncoding(encoding).GetBytes(text), contentType, null).Feed!.Title;
}

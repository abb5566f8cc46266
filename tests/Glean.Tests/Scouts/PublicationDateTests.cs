using System.Globalization;
using Glean.Scouts;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts;

public class PublicationDateTests
{
    [Theory]
    [InlineData("Wed, 02 Oct 2024 13:00:00 GMT", "2024-10-02 13:00:00")]
    [InlineData("Wed, 2 Oct 24 13:00 +0200", "2024-10-02 11:00:00")]
    [InlineData("Wed,02 Oct 2024 13:00:00 EST", "2024-10-02 18:00:00")]
    [InlineData("Wed, 02 Oct 2024 13:00:00 GMT+2", "2024-10-02 11:00:00")]
    [InlineData("Wed, 02 Oct 2024 13:00:00 GMT +0200", "2024-10-02 11:00:00")]
    [InlineData("Wed, 02 Oct 2024 13:00:00 +0000 (UTC)", "2024-10-02 13:00:00")]
    [InlineData("Wed, 02 Oct 2024 13:00:00 Europe/Berlin", "2024-10-02 11:00:00")]
    [InlineData("Wed, 02 Oct 2024 13:00:00 Z", "2024-10-02 13:00:00")]
    [InlineData("Wednesday, 02-Oct-24 13:00:00 GMT", "2024-10-02 13:00:00")]
    [InlineData("Wed Oct  2 13:00:00 2024", "2024-10-02 13:00:00")]
    [InlineData("Wed Oct  2 13:00:00 PDT 2024", "2024-10-02 20:00:00")]
    [InlineData("2024-10-02T13:00:00Z", "2024-10-02 13:00:00")]
    [InlineData("2024-10-02t13:00:00.123456z", "2024-10-02 13:00:00")]
    [InlineData("2024-10-02T13:00:00,5+05:30", "2024-10-02 07:30:00")]
    [InlineData("2024-10-02T13:00+02", "2024-10-02 11:00:00")]
    [InlineData("2024-10-02 13:00:00 UTC", "2024-10-02 13:00:00")]
    [InlineData("2024-10-02 13:00", "2024-10-02 13:00:00")]
    [InlineData("20241002T130000Z", "2024-10-02 13:00:00")]
    [InlineData("2024-10-02", "2024-10-02 00:00:00")]
    [InlineData("20241002", "2024-10-02 00:00:00")]
    [InlineData("2024-276", "2024-10-02 00:00:00")]
    [InlineData("2024-10", "2024-10-01 00:00:00")]
    [InlineData("2024", "2024-01-01 00:00:00")]
    [InlineData("2024/10/02 13:00", "2024-10-02 13:00:00")]
    [InlineData("02.10.2024", "2024-10-02 00:00:00")]
    [InlineData("13/10/2024", "2024-10-13 00:00:00")]
    [InlineData("10/02/2024", "2024-10-02 00:00:00")]
    [InlineData("Wed, 02/10/2024", "2024-10-02 00:00:00")]
    [InlineData("October 2, 2024", "2024-10-02 00:00:00")]
    [InlineData("Oct. 2nd, 2024 at 1:05 p.m. ET", "2024-10-02 18:05:00")]
    [InlineData("Oct 2, 2024 12:05am", "2024-10-02 00:05:00")]
    [InlineData("2. Oktober 2024 13:00 Uhr", "2024-10-02 13:00:00")]
    [InlineData("mer. 2 octobre 2024 13:00:00 +0200", "2024-10-02 11:00:00")]
    [InlineData("mar., 01 oct. 2024 13:00:00 +0000", "2024-10-01 13:00:00")]
    [InlineData("2 de octubre de 2024", "2024-10-02 00:00:00")]
    [InlineData("2024年10月2日 13:00", "2024-10-02 13:00:00")]
    [InlineData("2 октября 2024", "2024-10-02 00:00:00")]
    [InlineData("1727874000", "2024-10-02 13:00:00")]
    [InlineData("1727874000000", "2024-10-02 13:00:00")]
    [InlineData("2024-12-31T24:00:00Z", "2025-01-01 00:00:00")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31 23:59:59")]
    [InlineData("  \n Wed, 02 Oct 2024\n 13:00:00 GMT ", "2024-10-02 13:00:00")]
    public void Dates_are_read_as_utc(string text, string expected)
    {
        var date = PublicationDate.Parse(text);
        date.ShouldNotBeNull();
        date.Value.Kind.ShouldBe(DateTimeKind.Utc);
        date.Value.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture).ShouldBe(expected);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("soon 2")]
    [InlineData("Wed, 32 Oct 2024 13:00:00 GMT")]
    [InlineData("Wed, 02 Foo 2024 13:00:00 GMT")]
    [InlineData("Wed, 02 Oct 2024 25:00:00 GMT")]
    [InlineData("2024-13-01")]
    [InlineData("2024-02-30")]
    [InlineData("2024-10-02T13:00:00+99:99")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("12345")]
    [InlineData("1:2:3:4 2 Oct 2024")]
    [InlineData("Wed, 02 Oct 2024 13:00:00 Etc/../../../etc/hostname")]
    public void What_is_no_day_is_refused(string? text) => PublicationDate.Parse(text).ShouldBeNull();

    [Fact]
    public void No_text_makes_it_throw()
    {
        var random = new Random(7);
        string[] pieces = ["2024", "10", "-", "/", ":", " ", "Oct", "mar", "T", "Z", "+02:00", "PM", ",", ".", "24:00", "GMT", "月", "년", "Etc/", "9999", "am", "1", "(", "オ", "America/New_York", "a/../../b", "99"];
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]));
            Should.NotThrow(() => PublicationDate.Parse(text), text);
        }
    }
}

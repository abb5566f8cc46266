using Glean.Accounts;
using Shouldly;
using Xunit;

namespace Glean.Tests.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("password1234")]
    [InlineData("Password123!")]
    [InlineData("P@ssw0rd1234")]
    [InlineData("passwordpassword")]
    [InlineData("123456789012")]
    [InlineData("098765432109")]
    [InlineData("111111111111")]
    [InlineData("123123123123")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcdefghijkl")]
    [InlineData("qwertyuiop12")]
    [InlineData("qwertyuiop[]")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("qwerty123456")]
    [InlineData("asdfasdfasdf")]
    [InlineData("asdfghjkl123")]
    [InlineData("iloveyou1234")]
    [InlineData("iloveyousomuch")]
    [InlineData("administrator")]
    [InlineData("Administrator1!")]
    [InlineData("letmein12345")]
    [InlineData("changeme1234")]
    [InlineData("welcome12345")]
    [InlineData("Welcome-2026!")]
    [InlineData("sunshine1234")]
    [InlineData("christopher1")]
    [InlineData("manchesterunited")]
    [InlineData("michaeljackson")]
    [InlineData("unbelievable")]
    [InlineData("Summer2026!!")]
    [InlineData("dragon123456")]
    [InlineData("December2026")]
    public void A_common_password_is_refused(string password) => PasswordRules.Check(password).ShouldNotBeNull().ShouldContain("tried first");

    [Theory]
    [InlineData("lantern-orbit-quiver")]
    [InlineData("correct horse battery staple")]
    [InlineData("all lower case words")]
    [InlineData("94027461830572")]
    [InlineData("x7#Kq!pZ2m@Lw")]
    [InlineData("dragon monkey teapot")]
    [InlineData("übergrößenträgerin")]
    [InlineData("パスワードではない長い文字列")]
    public void Any_other_password_of_twelve_characters_is_taken(string password) => PasswordRules.Check(password).ShouldBeNull();

    [Fact]
    public void Eleven_characters_are_too_few_and_a_hundred_and_twenty_eight_are_not_too_many()
    {
        const string unit = "lantern orbit quiver maple ";
        var longText = string.Concat(Enumerable.Repeat(unit, 6));
        PasswordRules.Check(longText[..11]).ShouldNotBeNull();
        PasswordRules.Check(longText[..12]).ShouldBeNull();
        PasswordRules.Check(longText[..128]).ShouldBeNull();
        PasswordRules.Check(longText[..129]).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("wilhelmina12")]
    [InlineData("Wilhelmina-2026")]
    [InlineData("w1lhelm1na!!")]
    public void A_password_made_of_the_owners_name_or_address_is_refused(string password)
    {
        PasswordRules.Check(password).ShouldBeNull();
        PasswordRules.Check(password, "Wilhelmina", "someone@example.com").ShouldNotBeNull();
        PasswordRules.Check(password, "someone", "wilhelmina@example.com").ShouldNotBeNull();
    }
}

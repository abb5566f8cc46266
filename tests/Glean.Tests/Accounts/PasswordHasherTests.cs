using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Glean.Accounts;
using Glean.Catalog;
using Microsoft.AspNetCore.Identity;
using Shouldly;
using Xunit;

namespace Glean.Tests.Accounts;

public sealed class PasswordHasherTests
{
    private static readonly User Ada = new() { Username = "ada", Email = "ada@example.com" };
    private readonly PasswordHasher hasher = new();

    [Fact]
    public void A_hash_says_sha_512_and_todays_rounds()
    {
        var bytes = Convert.FromBase64String(hasher.HashPassword(Ada, "lantern-orbit-quiver"));
        bytes[0].ShouldBe((byte)1);
        BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)).ShouldBe(2u);
        BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(5)).ShouldBeGreaterThanOrEqualTo(210_000u);
    }

    [Fact]
    public void Only_the_right_password_fits()
    {
        var hash = hasher.HashPassword(Ada, "lantern-orbit-quiver");
        hasher.VerifyHashedPassword(Ada, hash, "lantern-orbit-quiver").ShouldBe(PasswordVerificationResult.Success);
        hasher.VerifyHashedPassword(Ada, hash, "lantern-orbit-quive").ShouldBe(PasswordVerificationResult.Failed);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("grüße an alle")]
    public void An_old_bcrypt_hash_fits_and_asks_to_be_written_anew(string password)
    {
        var hash = Bcrypt(password);
        hash.ShouldStartWith("$2b$");
        hasher.VerifyHashedPassword(Ada, hash, password).ShouldBe(PasswordVerificationResult.SuccessRehashNeeded);
        hasher.VerifyHashedPassword(Ada, hash, password + "x").ShouldBe(PasswordVerificationResult.Failed);
    }

    [Fact]
    public void A_long_password_was_hashed_with_sha_256_first()
    {
        var atTheLimit = new string('a', 72);
        var longer = new string('a', 73);
        hasher.VerifyHashedPassword(Ada, Bcrypt(atTheLimit), atTheLimit).ShouldBe(PasswordVerificationResult.SuccessRehashNeeded);
        var hash = Bcrypt(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(longer))));
        hasher.VerifyHashedPassword(Ada, hash, longer).ShouldBe(PasswordVerificationResult.SuccessRehashNeeded);
        hasher.VerifyHashedPassword(Ada, hash, longer + "a").ShouldBe(PasswordVerificationResult.Failed);
    }

    [Fact]
    public void Fewer_rounds_ask_to_be_written_anew()
    {
        var old = new PasswordHasher<User>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 1000 })).HashPassword(Ada, "lantern-orbit");
        hasher.VerifyHashedPassword(Ada, old, "lantern-orbit").ShouldBe(PasswordVerificationResult.SuccessRehashNeeded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("$2b$12$tooshort")]
    [InlineData("$2y$")]
    [InlineData("AQAAAA==")]
    public void A_damaged_hash_fits_nothing(string hash) => hasher.VerifyHashedPassword(Ada, hash, "x").ShouldBe(PasswordVerificationResult.Failed);

    [Fact]
    public void The_hash_for_unknown_names_costs_the_same_and_fits_nothing()
    {
        var real = Convert.FromBase64String(hasher.HashPassword(Ada, "x"));
        var made = Convert.FromBase64String(hasher.Unmatchable());
        made.Length.ShouldBe(real.Length);
        made[..13].ShouldBe(real[..13]);
        hasher.VerifyHashedPassword(Ada, hasher.Unmatchable(), "x").ShouldBe(PasswordVerificationResult.Failed);
    }

    private static string Bcrypt(string text) => BCrypt.Net.BCrypt.HashPassword(text, BCrypt.Net.BCrypt.GenerateSalt(4, 'b'));
}

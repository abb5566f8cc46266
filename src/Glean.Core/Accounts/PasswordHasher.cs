using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Glean.Catalog;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Glean.Accounts;

/// <summary>
/// PBKDF2 with HMAC-SHA-512 (Identity's format 3) for new passwords; bcrypt, as the Python Glean wrote it, is still verified and
/// asks to be written anew.
/// </summary>
/// <remarks>Cost by OWASP's Password Storage Cheat Sheet: at least 210,000 rounds for HMAC-SHA-512.</remarks>
/// <param name="rounds">The cost; fewer only where tests wait for it.</param>
public sealed class PasswordHasher(int rounds = PasswordHasher.Rounds) : IPasswordHasher<User>
{
    public const int Rounds = 220_000;

    private const int BcryptBytes = 72;
    private const int BcryptHashLength = 60;
    private const int SaltBytes = 16;
    private const int KeyBytes = 32;

    private readonly PasswordHasher<User> pbkdf2 = new(Options.Create(new PasswordHasherOptions { IterationCount = rounds }));

    public string HashPassword(User user, string password) => pbkdf2.HashPassword(user, password);

    public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
    {
        if (hashedPassword.StartsWith("$2", StringComparison.Ordinal))
        {
            return IsBcryptOf(hashedPassword, providedPassword) ? PasswordVerificationResult.SuccessRehashNeeded : PasswordVerificationResult.Failed;
        }

        try
        {
            return pbkdf2.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
        catch (FormatException)
        {
            // No base64: an account without a usable password.
            return PasswordVerificationResult.Failed;
        }
    }

    /// <summary>A hash that no password fits and that costs as much to try as a real one, made without the work.</summary>
    /// <remarks>Format 3: marker, pseudo-random function (2 is SHA-512), rounds, length of the salt, salt, key.</remarks>
    public string Unmatchable()
    {
        var bytes = new byte[13 + SaltBytes + KeyBytes];
        bytes[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), 2);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(5), (uint)rounds);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(9), SaltBytes);
        RandomNumberGenerator.Fill(bytes.AsSpan(13));
        return Convert.ToBase64String(bytes);
    }

    private static bool IsBcryptOf(string hash, string password)
    {
        // The library reads past the end of a shorter one.
        if (hash.Length != BcryptHashLength)
        {
            return false;
        }

        var bytes = Encoding.UTF8.GetBytes(password);
        var text = bytes.Length > BcryptBytes ? Convert.ToBase64String(SHA256.HashData(bytes)) : password;
        try
        {
            return BCrypt.Net.BCrypt.Verify(text, hash);
        }
        catch (Exception e) when (e is BCrypt.Net.SaltParseException or ArgumentException)
        {
            return false;
        }
    }
}

using Glean.Catalog;
using Glean.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Glean.Accounts;

/// <summary>Identity's manager over one unit of work.</summary>
internal static class Identity
{
    private static readonly UpperInvariantLookupNormalizer Normalizer = new();

    // The rate limit is what stops guessing; the lock is for the patient who stay below it (NIST SP 800-63B: at most 100 in a row).
    private static readonly IOptions<IdentityOptions> Options = Microsoft.Extensions.Options.Options.Create(new IdentityOptions
    {
        Lockout = { MaxFailedAccessAttempts = 100, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15), AllowedForNewUsers = true },
    });

    /// <summary>Names, addresses and passwords are judged before the transaction (<see cref="NewAccount"/>), so no validators here.</summary>
    public static UserManager<User> Manage(GleanDbContext context, TimeProvider time) => new(
        new UserStore(context, time), Options, new PasswordHasher(), [], [], Normalizer, new IdentityErrorDescriber(), null!, NullLogger<UserManager<User>>.Instance);

    /// <summary>What a name or address is looked up by.</summary>
    public static string Normalize(string text)
    {
        try
        {
            return Normalizer.NormalizeName(text);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair: no stored name has one.
            return "";
        }
    }
}

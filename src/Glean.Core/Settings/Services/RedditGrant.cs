using System.Text;
using Glean.Egress;

namespace Glean.Settings.Services;

/// <summary>
/// How Reddit is asked for an access token (https://github.com/reddit-archive/reddit/wiki/OAuth2): as the app alone, or as the
/// account it belongs to when user name and password are set. For the probe and for the scout.
/// </summary>
public static class RedditGrant
{
    public const string Path = "/api/v1/access_token";

    private const string Id = "REDDIT_CLIENT_ID";
    private const string Secret = "REDDIT_CLIENT_SECRET";
    private const string UserName = "REDDIT_USERNAME";
    private const string Password = "REDDIT_PASSWORD";

    public static readonly string[] Required = [Id, Secret];

    public static readonly string[] Optional = [UserName, Password];

    /// <summary>Whether it signs in as an account.</summary>
    /// <param name="of">Looks up a setting; empty when it is not set.</param>
    public static bool IsOfAccount(Func<string, string> of) => of(UserName).Length > 0 && of(Password).Length > 0;

    public static FetchBody Body(Func<string, string> of) => new(
        Encoding.UTF8.GetBytes(IsOfAccount(of)
            ? $"grant_type=password&username={Uri.EscapeDataString(of(UserName))}&password={Uri.EscapeDataString(of(Password))}"
            : "grant_type=client_credentials"),
        "application/x-www-form-urlencoded");

    public static (string Name, string Value)[] Headers(Func<string, string> of) =>
    [
        ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{of(Id)}:{of(Secret)}"))),
        ("User-Agent", UserAgent(of)),
    ];

    /// <summary>Who asks, in the form that Reddit demands; others are slowed down (https://github.com/reddit-archive/reddit/wiki/API).</summary>
    public static string UserAgent(Func<string, string> of)
    {
        var account = string.Concat(of(UserName).Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'));
        return $"server:com.github.velesar.glean:{EgressOptions.Version} ({(account.Length > 0 ? $"by /u/{account}" : "+https://github.com/velesar/Glean")})";
    }
}

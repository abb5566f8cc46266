using System.Buffers;

namespace Glean.Accounts;

/// <summary>What somebody asks for who wants an account.</summary>
public sealed record NewAccount(string Username, string Email, string Password)
{
    private const int MaxUsername = 64;
    private const int MaxEmail = 254;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._@+");

    /// <summary>What is wrong with it, in a sentence for its owner; null when nothing is.</summary>
    public string? Check() =>
        Username.Length is 0 or > MaxUsername || Username.AsSpan().ContainsAnyExcept(NameCharacters)
            ? $"The username must be 1 to {MaxUsername} letters (a to z), digits, or one of - . _ @ +"
            : !IsEmail(Email) ? "The email is no address: name@example.com is expected."
            : PasswordRules.Check(Password, Username, Email);

    private static bool IsEmail(string text) =>
        text.Length is >= 3 and <= MaxEmail
        && text.IndexOf('@') is > 0 and var at && at == text.LastIndexOf('@') && at < text.Length - 1
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c));
}

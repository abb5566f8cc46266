using Glean.Catalog;
using Microsoft.AspNetCore.Identity;

namespace Glean.Accounts;

/// <summary>Hashes and verifies off the request's thread, one at a time on each core, so that sign-ins cannot starve the rest.</summary>
/// <param name="rounds">See <see cref="PasswordHasher"/>.</param>
public sealed class PasswordWork(int rounds = PasswordHasher.Rounds) : IDisposable
{
    private readonly PasswordHasher hasher = new(rounds);
    private readonly SemaphoreSlim places = new(Environment.ProcessorCount);

    /// <inheritdoc cref="PasswordHasher.Unmatchable"/>
    public string Unmatchable() => hasher.Unmatchable();

    /// <summary>The hash to store for <paramref name="password"/>.</summary>
    public Task<string> HashAsync(User user, string password, CancellationToken cancellationToken) =>
        InTurnAsync(() => hasher.HashPassword(user, password), cancellationToken);

    /// <summary>Whether <paramref name="password"/> fits <paramref name="hash"/>, and whether that should be written anew.</summary>
    public Task<PasswordVerificationResult> VerifyAsync(User user, string hash, string password, CancellationToken cancellationToken) =>
        InTurnAsync(() => hasher.VerifyHashedPassword(user, hash, password), cancellationToken);

    public void Dispose() => places.Dispose();

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(work, cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }
}

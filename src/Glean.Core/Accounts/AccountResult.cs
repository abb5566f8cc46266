using Glean.Catalog;

namespace Glean.Accounts;

/// <summary>Why something was not done to an account.</summary>
public enum AccountProblem
{
    /// <summary>A name, an address or a password breaks a rule.</summary>
    Invalid,

    /// <summary>Another account has this name or address.</summary>
    Taken,

    /// <summary>Registration is closed.</summary>
    Closed,

    /// <summary>The first registration lacks the setup token.</summary>
    SetupToken,

    NoSuchUser,

    /// <summary>Nobody would be left who may manage the server.</summary>
    LastAdmin,

    WrongPassword,
}

/// <summary>What came of a change to an account.</summary>
public abstract record AccountResult
{
    private AccountResult()
    {
    }

    public sealed record Done(User User) : AccountResult;

    /// <param name="Detail">A sentence for the caller.</param>
    public sealed record Refused(AccountProblem Problem, string Detail) : AccountResult;

    internal static Refused Taken => new(AccountProblem.Taken, "This username or email is taken.");

    internal static Refused NoSuchUser => new(AccountProblem.NoSuchUser, "There is no such user.");

    internal static Refused LastAdmin => new(AccountProblem.LastAdmin, "This is the last active admin. Make somebody else an admin first.");
}

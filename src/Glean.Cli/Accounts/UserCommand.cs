using System.CommandLine;
using Glean.Accounts;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Storage;
using Spectre.Console;

namespace Glean.Cli.Accounts;

/// <summary><c>glean user create|list|reset-password|disable|enable|set-role</c></summary>
internal static class UserCommand
{
    public static Command Create() => new("user", "People who may sign in to the server")
    {
        CreateUser(),
        List(),
        ResetPassword(),
        SetActive("disable", "Lock a user out; sessions and tokens end", isActive: false),
        SetActive("enable", "Let a user in again", isActive: true),
        SetRole(),
    };

    private static Command CreateUser()
    {
        var name = Name();
        var email = new Option<string?>("--email") { Description = "Address (default: NAME@localhost)", HelpName = "EMAIL" };
        var role = new Option<string?>("--role") { Description = "viewer, reviewer or admin (default: admin for the first user, else viewer)", HelpName = "ROLE" };
        role.AcceptOnlyFromAmong([.. WireName.All<UserRole>()]);
        var fromStandardInput = PasswordStdin();
        return new Command("create", "Make an account; asks for the password") { name, email, role, fromStandardInput }.Does(async (session, parsed, cancellationToken) =>
        {
            using var desk = new Desk(session, DatabaseAccess.Write);
            var username = parsed.GetValue(name)!;
            var password = await ReadPasswordAsync(parsed.GetValue(fromStandardInput), cancellationToken);
            var account = new NewAccount(username, parsed.GetValue(email) ?? $"{username}@localhost", password);
            var user = Unwrap(await desk.Users.CreateAsync(account, WireName.Parse<UserRole>(parsed.GetValue(role)), Actor, cancellationToken));
            session.Out.WriteLine($"Made {user.EffectiveRole.ToWire()} {user.Username} (user {user.Id}).");
            return ExitCode.Done;
        });
    }

    private static Command List()
    {
        var json = GlobalOptions.Json();
        return new Command("list", "Everybody with role and last sign-in") { json }.Does(async (session, parsed, cancellationToken) =>
        {
            using var desk = new Desk(session, DatabaseAccess.Read);
            var users = await desk.Users.ListAsync(cancellationToken);
            if (parsed.GetValue(json))
            {
                session.WriteJson(users.Select(u => new { u.Id, u.Username, u.Email, Role = u.EffectiveRole.ToWire(), u.IsAdmin, u.IsActive, u.CreatedAt, u.LastLogin }));
                return ExitCode.Done;
            }

            var table = new TextTable("ID", "NAME", "EMAIL", "ROLE", "ACTIVE", "LAST LOGIN");
            foreach (var user in users)
            {
                table.Add(
                    user.Id.ToString(), TextTable.OneLine(user.Username), TextTable.OneLine(user.Email), user.EffectiveRole.ToWire(),
                    user.IsActive ? "yes" : "no", user.LastLogin is { } last ? UtcText.Write(last) : "never");
            }

            table.Write(session.Out);
            if (users.Count == 0)
            {
                session.Out.WriteLine("Nobody yet. Make the first: glean user create NAME");
            }

            return ExitCode.Done;
        });
    }

    private static Command ResetPassword()
    {
        var name = Name();
        var fromStandardInput = PasswordStdin();
        return new Command("reset-password", "Set another password; sessions and tokens of the user end") { name, fromStandardInput }.Does(async (session, parsed, cancellationToken) =>
        {
            using var desk = new Desk(session, DatabaseAccess.Write);
            var user = await desk.FindAsync(parsed.GetValue(name)!, cancellationToken);
            var password = await ReadPasswordAsync(parsed.GetValue(fromStandardInput), cancellationToken);
            Unwrap(await desk.Users.ResetPasswordAsync(user.Id, password, Actor, cancellationToken));
            session.Out.WriteLine($"{user.Username} has another password; all sessions and tokens have ended.");
            return ExitCode.Done;
        });
    }

    private static Command SetActive(string verb, string description, bool isActive)
    {
        var name = Name();
        return new Command(verb, description) { name }.Does(async (session, parsed, cancellationToken) =>
        {
            using var desk = new Desk(session, DatabaseAccess.Write);
            var user = await desk.FindAsync(parsed.GetValue(name)!, cancellationToken);
            Unwrap(await desk.Users.ChangeAsync(user.Id, role: null, isActive, Actor, cancellationToken));
            session.Out.WriteLine($"{user.Username} is {(isActive ? "enabled" : "disabled; all sessions have ended")}.");
            return ExitCode.Done;
        });
    }

    private static Command SetRole()
    {
        var name = Name();
        var role = new Argument<string>("ROLE") { Description = "viewer (reads), reviewer (runs jobs, decides) or admin" };
        role.AcceptOnlyFromAmong([.. WireName.All<UserRole>()]);
        return new Command("set-role", "What a user may do") { name, role }.Does(async (session, parsed, cancellationToken) =>
        {
            using var desk = new Desk(session, DatabaseAccess.Write);
            var user = await desk.FindAsync(parsed.GetValue(name)!, cancellationToken);
            var changed = Unwrap(await desk.Users.ChangeAsync(user.Id, WireName.Parse<UserRole>(parsed.GetValue(role)), isActive: null, Actor, cancellationToken));
            session.Out.WriteLine($"{changed.Username} is {changed.EffectiveRole.ToWire()}.");
            return ExitCode.Done;
        });
    }

    private static Argument<string> Name() => new("NAME") { Description = "User name" };

    private static Option<bool> PasswordStdin() => new("--password-stdin") { Description = "Read the password from the first line of standard input" };

    private static Actor Actor => new(Environment.UserName);

    private static async Task<string> ReadPasswordAsync(bool fromStandardInput, CancellationToken cancellationToken)
    {
        if (fromStandardInput)
        {
            return await Console.In.ReadLineAsync(cancellationToken) is { Length: > 0 } line
                ? line
                : throw new GleanException(FailureKind.Usage, "Standard input holds no password.", "Send it in: glean user … --password-stdin < FILE");
        }

        if (!Session.CanAsk)
        {
            throw new GleanException(FailureKind.Usage, "A password is needed, and there is no terminal to ask on.", "Send it in: --password-stdin < FILE");
        }

        var password = await AnsiConsole.PromptAsync(new TextPrompt<string>("Password:").Secret(), cancellationToken);
        return await AnsiConsole.PromptAsync(new TextPrompt<string>("Once more:").Secret(), cancellationToken) == password
            ? password
            : throw new GleanException(FailureKind.Usage, "The two passwords differ.", "Try again");
    }

    private static User Unwrap(AccountResult result) => result switch
    {
        AccountResult.Done done => done.User,
        AccountResult.Refused { Problem: AccountProblem.Invalid, Detail: var detail } => throw new GleanException(FailureKind.Usage, detail),
        AccountResult.Refused refused => throw new GleanException(FailureKind.Work, refused.Detail),
        _ => throw new InvalidOperationException("Unknown result."),
    };

    /// <summary>The desk with what it needs, for one command.</summary>
    private sealed class Desk : IDisposable
    {
        private readonly PasswordWork passwords = new();

        public Desk(Session session, DatabaseAccess access)
        {
            session.Database.EnsureUsable(access);
            Users = new UserDesk(session.Database, passwords, new AuditLog(session.Database, session.Time), session.Time);
        }

        public UserDesk Users { get; }

        public async Task<User> FindAsync(string name, CancellationToken cancellationToken) =>
            await Users.FindAsync(name, cancellationToken)
            ?? throw new GleanException(FailureKind.Usage, $"There is no user '{TextTable.OneLine(name)}'.", "See the names: glean user list");

        public void Dispose() => passwords.Dispose();
    }
}

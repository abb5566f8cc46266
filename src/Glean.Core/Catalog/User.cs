namespace Glean.Catalog;

/// <summary>What a person may do.</summary>
public enum UserRole
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Reads, runs jobs, decides.</summary>
    Reviewer,

    /// <summary>All, with settings, users and operations.</summary>
    Admin,
}

/// <summary>A person who may sign in.</summary>
public sealed class User
{
    public long Id { get; set; }

    public required string Username { get; set; }

    /// <summary>In upper case; what a name is looked up by.</summary>
    public string NormalizedUsername { get; set; } = "";

    public required string Email { get; set; }

    public string NormalizedEmail { get; set; } = "";

    public string PasswordHash { get; set; } = "";

    public bool IsActive { get; set; } = true;

    /// <summary>Wins over <see cref="Role"/>; a column of its own since older clients and the runbook know it.</summary>
    public bool IsAdmin { get; set; }

    /// <summary>What the person may do who is no admin.</summary>
    public UserRole Role { get; set; } = UserRole.Viewer;

    /// <summary>Changes with the password, the role and at sign-out everywhere; a token that carries another one is void.</summary>
    public string SecurityStamp { get; set; } = "";

    public int AccessFailedCount { get; set; }

    public DateTime? LockoutEnd { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime? LastLogin { get; set; }

    /// <summary>The role that counts.</summary>
    public UserRole EffectiveRole => IsAdmin ? UserRole.Admin : Role == UserRole.Admin ? UserRole.Reviewer : Role;
}

/// <summary>A key with which a person's script signs in.</summary>
public sealed class ApiToken
{
    public long Id { get; set; }

    public long UserId { get; set; }

    public required string Name { get; set; }

    /// <summary>SHA-256 of the token, hexadecimal; the token itself is shown once and never stored.</summary>
    public required string TokenHash { get; set; }

    /// <summary>Its first characters, to tell it apart in a list.</summary>
    public required string Prefix { get; set; }

    /// <summary>At most what its owner may do.</summary>
    public UserRole Scope { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime? ExpiresAt { get; set; }

    public DateTime? LastUsedAt { get; set; }

    public DateTime? RevokedAt { get; set; }
}

/// <summary>One line of the audit log; rows are added and never changed.</summary>
public sealed class AuditEntry
{
    public long Id { get; set; }

    public DateTime At { get; set; }

    /// <summary>User name, or the operating system's on the command line.</summary>
    public required string Actor { get; set; }

    public long? UserId { get; set; }

    /// <summary>For example <c>user.login</c>, <c>tool.approved</c>, <c>setting.changed</c>.</summary>
    public required string Action { get; set; }

    /// <summary>What it was done to, for example <c>tool:12</c>.</summary>
    public string? Subject { get; set; }

    /// <summary>More, as a JSON object; never a secret.</summary>
    public string Detail { get; set; } = "{}";

    public string? Address { get; set; }
}

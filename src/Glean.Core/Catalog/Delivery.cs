namespace Glean.Catalog;

/// <summary>A way by which people and programs are told.</summary>
public enum DeliveryChannel
{
    Email,
    Slack,
    Webhook,
}

/// <summary>What a message is about.</summary>
public enum DeliveryKind
{
    Weekly,
    Daily,

    /// <summary>Changes of the types that are told at once.</summary>
    Important,

    /// <summary>Somebody tries a channel.</summary>
    Test,
}

/// <summary>What became of a message.</summary>
public enum DeliveryState
{
    /// <summary>Waits for its first or next try.</summary>
    Pending,

    /// <summary>A process is sending it; one that stays so belongs to a dead process and is tried again.</summary>
    Sending,
    Sent,

    /// <summary>Given up.</summary>
    Dead,

    /// <summary>There was nothing to tell.</summary>
    Skipped,
}

/// <summary>A message to one receiver: what waits to be sent, and the log of what was.</summary>
public sealed class Delivery
{
    public long Id { get; set; }

    /// <summary>The same in every try, so that a receiver knows a second copy for what it is.</summary>
    public required string MessageId { get; set; }

    public DeliveryChannel Channel { get; set; }

    public DeliveryKind Kind { get; set; }

    /// <summary>For people: an address of e-mail, or the host of a hook. Never the address of a hook, which may hold a secret.</summary>
    public required string Receiver { get; set; }

    public required string Subject { get; set; }

    /// <summary>The message as it is sent, as JSON; without addresses and secrets.</summary>
    public string Payload { get; set; } = "{}";

    public DateTime PeriodFrom { get; set; }

    /// <summary>The next message of this kind on this channel begins here.</summary>
    public DateTime PeriodTo { get; set; }

    /// <summary>The last change that an important message tells of.</summary>
    public long? LastChangeId { get; set; }

    public DeliveryState State { get; set; }

    public int Attempts { get; set; }

    /// <summary>Not tried before this time; while it is being sent, the time from which it counts as left behind.</summary>
    public DateTime? NextAttemptAt { get; set; }

    /// <summary>Why the last try failed, without secrets.</summary>
    public string? Error { get; set; }

    /// <summary>Who asked for a test; null for what the schedule sent.</summary>
    public string? RequestedBy { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime? SentAt { get; set; }
}

/// <summary>What a language model made of a difference. Kept by the difference, so that the same one is asked about once.</summary>
public sealed class ChangeWording
{
    /// <summary>SHA-256 of the difference, hexadecimal.</summary>
    public required string DiffHash { get; set; }

    /// <summary>Null when the model's words were dropped.</summary>
    public string? Words { get; set; }

    public required string Model { get; set; }

    /// <summary>Why the words were dropped.</summary>
    public string? DroppedBecause { get; set; }

    public DateTime CreatedAt { get; set; }
}

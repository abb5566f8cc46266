namespace Glean.Redis;

/// <summary>How Redis was when it was last asked.</summary>
/// <param name="Reachable">It answers.</param>
/// <param name="Detail">Why it does not, without addresses and secrets; null when it does.</param>
/// <param name="RefusesUs">It answers, and turns the user or the password down.</param>
public sealed record RedisCondition(bool Reachable, string? Detail, bool RefusesUs = false);

namespace Glean.Catalog;

/// <summary>Who acts.</summary>
/// <param name="Name">User name, or the operating system's on the command line.</param>
public sealed record Person(string Name, long? UserId = null);

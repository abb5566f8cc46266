namespace Glean.Tests;

public sealed class PlaceholderTests;

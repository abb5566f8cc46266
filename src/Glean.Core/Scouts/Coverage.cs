namespace Glean.Scouts;

/// <summary>A span of time, in whole seconds since 1970, both ends within.</summary>
public readonly record struct TimeSpanRead(long From, long To)
{
    public bool Contains(long second) => From <= second && second <= To;
}

/// <summary>
/// Which spans of a stream of dated items have been read whole. A run asks for the gaps only, so that it costs what is new,
/// goes on where another was cut off, and leaves no hole behind a page that failed. Immutable.
/// </summary>
public sealed class Coverage
{
    /// <summary>Older ones are forgotten, which costs a request and loses nothing.</summary>
    private const int MostSpans = 20;

    public static readonly Coverage Nothing = new([]);

    private Coverage(IReadOnlyList<TimeSpanRead> spans) => Spans = spans;

    /// <summary>Oldest first, apart from each other.</summary>
    public IReadOnlyList<TimeSpanRead> Spans { get; }

    public static Coverage Of(IEnumerable<TimeSpanRead> spans) => spans.Aggregate(Nothing, (all, span) => all.With(span));

    /// <summary>With one more span.</summary>
    public Coverage With(TimeSpanRead span)
    {
        if (span.From > span.To)
        {
            return this;
        }

        List<TimeSpanRead> apart = [];
        foreach (var known in Spans)
        {
            if (known.To < span.From - 1 || known.From > span.To + 1)
            {
                apart.Add(known);
            }
            else
            {
                span = new TimeSpanRead(Math.Min(known.From, span.From), Math.Max(known.To, span.To));
            }
        }

        return new Coverage([.. apart.Append(span).OrderBy(s => s.From).TakeLast(MostSpans)]);
    }

    /// <summary>What of <paramref name="span"/> is still to be read, newest first.</summary>
    public IEnumerable<TimeSpanRead> Gaps(TimeSpanRead span)
    {
        var to = span.To;
        foreach (var known in Spans.Reverse())
        {
            if (known.From > to)
            {
                continue;
            }

            if (known.To < to)
            {
                if (Math.Max(known.To + 1, span.From) is var from && from <= to)
                {
                    yield return new TimeSpanRead(from, to);
                }
            }

            to = known.From - 1;
        }

        if (to >= span.From)
        {
            yield return new TimeSpanRead(span.From, to);
        }
    }
}

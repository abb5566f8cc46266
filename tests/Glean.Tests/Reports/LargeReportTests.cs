using Glean.Reports;
using Glean.Storage;
using Glean.Tests.Scouts;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Reports;

/// <summary>A report of 10,000 tools takes under two seconds, and no more memory than a portion of it.</summary>
[Collection(Effort.Alone)]
public sealed class LargeReportTests : IDisposable
{
    private const int Tools = 10_000;
    private const long MostLive = 32 << 20;

    private readonly TestDatabase database = new();

    public LargeReportTests() => LargeIndex.Fill(database.Database, Tools);

    [Theory]
    [InlineData(ReportFormat.Md)]
    [InlineData(ReportFormat.Html)]
    [InlineData(ReportFormat.Json)]
    public void Ten_thousand_tools_take_less_than_two_seconds(ReportFormat format) =>
        // Processor time, so that a busy machine does not count.
        Effort.Least(TimeSpan.FromSeconds(2), () => Write(format, Stream.Null)).ShouldBeLessThan(TimeSpan.FromSeconds(2));

    [Theory]
    [InlineData(ReportFormat.Md)]
    [InlineData(ReportFormat.Html)]
    [InlineData(ReportFormat.Json)]
    public void The_length_of_a_report_does_not_show_in_memory(ReportFormat format)
    {
        var counting = new CountingStream();
        Write(format, counting);

        counting.Length.ShouldBeGreaterThan(Tools * 400L);
        (counting.MostLive - counting.LiveAtStart).ShouldBeLessThan(MostLive);
    }

    private void Write(ReportFormat format, Stream stream)
    {
        var report = new ReportBuilder(database.Database, database.Now, "tools").Build(ReportKind.Index, ReportPeriod.All);
        ReportWriter.WriteAsync(report, format, stream, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
    }

    public void Dispose() => database.Dispose();

    /// <summary>Counts what is written, and looks now and then at what is alive.</summary>
    private sealed class CountingStream : MemoryStream
    {
        private const int Every = 1 << 20;
        private long length, next = Every;

        public override long Length => length;

        public long LiveAtStart { get; } = GC.GetTotalMemory(forceFullCollection: true);

        public long MostLive { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            length += buffer.Length;
            if (length >= next)
            {
                next += Every;
                MostLive = Math.Max(MostLive, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>Many approved tools with five claims each.</summary>
internal static class LargeIndex
{
    public static void Fill(GleanDatabase database, int tools)
    {
        using var connection = database.OpenForWriting(pooling: false);
        connection.Seed($"""
            BEGIN;
            INSERT INTO sources (id, name) VALUES (1, 'rss');
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {tools})
            INSERT INTO tools (id, name, name_key, url, description, category, status, relevance_score, created_at, last_updated, reviewed_at)
            SELECT i, 'Tool ' || i, 'tool' || i, 'https://tool' || i || '.example/', 'Does one thing of sales, and does it for team number ' || i || '.',
                   CASE i % 4 WHEN 0 THEN 'crm' WHEN 1 THEN 'outreach' WHEN 2 THEN 'enrichment' ELSE 'other' END, 'approved', 0.5, '2026-01-01 00:00:00', '2026-01-02 00:00:00', '2026-01-02 00:00:00' FROM n;
            INSERT INTO discoveries (id, source_id, source_url, title, raw_text, published_at, discovered_at)
            SELECT id, 1, 'https://blog.example/' || id, 'About ' || name, 'A text about ' || name, '2026-01-01 00:00:00', '2026-01-01 00:00:00' FROM tools;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5)
            INSERT INTO claims (tool_id, source_id, discovery_id, claim_type, content, confidence, quote, verified, conflicting, voices, created_at)
            SELECT t.id, 1, t.id, 'feature', 'Does thing number ' || i || ' well & quickly', 0.5 + i * 0.05, 'it does thing ' || i || ' <well>', 0, 0, 1, '2026-01-01 00:00:00' FROM tools t, n;
            INSERT INTO changelog (tool_id, change_type, description, source_url, detected_at)
            SELECT id, 'pricing_change', 'Pro: $49 to $59 a user a month', url || 'pricing', '2026-02-05 06:00:00' FROM tools WHERE id % 10 = 0;
            COMMIT;
            """);
    }
}

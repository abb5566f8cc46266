using Glean.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Glean.Storage;

/// <summary>
/// Tables, keys, indexes and defaults. Every column that a page sorts or filters by has an index; defaults let a person
/// insert a row by hand in the <c>sqlite3</c> shell.
/// </summary>
internal static class Mapping
{
    internal const string Now = "CURRENT_TIMESTAMP";

    public static void Apply(ModelBuilder model)
    {
        model.Entity<Source>(Sources);
        model.Entity<Discovery>(Discoveries);
        model.Entity<Sighting>(Sightings);
        model.Entity<Mention>(Mentions);
        model.Entity<Tool>(Tools);
        model.Entity<ToolAlias>(Aliases);
        model.Entity<Claim>(Claims);
        model.Entity<Change>(Changes);
        model.Entity<ToolSnapshot>(Snapshots);
        TrackingMapping.Apply(model);
        NotificationMapping.Apply(model);
        model.Entity<Decision>(Decisions);
        model.Entity<ToolMerge>(Merges);
        model.Entity<DuplicatePair>(Pairs);
        model.Entity<Opinion>(Opinions);
        model.Entity<Ranker>(Rankers);
        model.Entity<Rename>(Renames);
        model.Entity<Watermark>(Watermarks);
        model.Entity<Job>(Jobs);
        model.Entity<JobLog>(JobLogs);
        model.Entity<Schedule>(Schedules);
        model.Entity<Event>(Events);
        model.Entity<User>(Users);
        model.Entity<ApiToken>(ApiTokens);
        model.Entity<AuditEntry>(Audit);
        model.Entity<SavedView>(Views);
        model.Entity<Setting>(Settings);
        model.Entity<LlmUsage>(Usage);
        model.Entity<LlmBatch>(Batches);
    }

    private static void Sources(EntityTypeBuilder<Source> source)
    {
        source.ToTable("sources");
        source.HasIndex(s => s.Name).IsUnique();
        source.HasOne<Source>().WithMany().HasForeignKey(s => s.ParentId);
        source.Property(s => s.ETag).HasColumnName("etag");
        source.Property(s => s.Reliability).HasDefaultValue(0.5).HasSentinel(double.NaN);
        source.Property(s => s.TotalDiscoveries).HasDefaultValue(0);
        source.Property(s => s.UsefulDiscoveries).HasDefaultValue(0);
        source.Property(s => s.Enabled).HasDefaultValue(true);
        source.Property(s => s.ConsecutiveFailures).HasDefaultValue(0);
        source.Property(s => s.LastItemCount).HasDefaultValue(0);
        source.Property(s => s.CreatedAt).HasDefaultValueSql(Now);
    }

    private static void Discoveries(EntityTypeBuilder<Discovery> discovery)
    {
        discovery.ToTable("discoveries");
        discovery.HasIndex(d => d.SourceUrl).IsUnique();
        discovery.HasIndex(d => new { d.Processed, d.DiscoveredAt });
        discovery.HasIndex(d => d.DiscoveredAt);
        discovery.HasIndex(d => d.ToolId);
        discovery.HasOne(d => d.Source).WithMany().HasForeignKey(d => d.SourceId);
        discovery.HasOne<Source>().WithMany().HasForeignKey(d => d.FeedId);
        discovery.Property(d => d.Title).HasDefaultValue("");
        discovery.Property(d => d.Metadata).HasDefaultValue("{}");
        discovery.Property(d => d.Processed).HasDefaultValue(false);
        discovery.Property(d => d.IsDemo).HasDefaultValue(false);
        discovery.Property(d => d.Attempts).HasDefaultValue(0);
        discovery.Property(d => d.DiscoveredAt).HasDefaultValueSql(Now);
    }

    private static void Sightings(EntityTypeBuilder<Sighting> sighting)
    {
        sighting.ToTable("sightings");
        sighting.HasKey(s => new { s.DiscoveryId, s.SourceId });
        sighting.HasIndex(s => new { s.SourceId, s.SeenAt });
        sighting.HasOne<Discovery>().WithMany().HasForeignKey(s => s.DiscoveryId);
        sighting.HasOne<Source>().WithMany().HasForeignKey(s => s.SourceId);
        sighting.Property(s => s.SeenAt).HasDefaultValueSql(Now);
    }

    private static void Mentions(EntityTypeBuilder<Mention> mention)
    {
        mention.ToTable("mentions");
        mention.HasIndex(m => new { m.ToolId, m.DiscoveryId });
        mention.HasOne(m => m.Tool).WithMany().HasForeignKey(m => m.ToolId);
        mention.HasOne(m => m.Discovery).WithMany().HasForeignKey(m => m.DiscoveryId);
    }

    private static void Tools(EntityTypeBuilder<Tool> tool)
    {
        tool.ToTable("tools");
        tool.HasIndex(t => new { t.Status, t.RelevanceScore });
        tool.HasIndex(t => t.RelevanceScore);
        tool.HasIndex(t => t.Category);
        tool.HasIndex(t => t.Name);
        tool.HasIndex(t => t.NameKey);
        tool.HasIndex(t => t.CreatedAt);
        tool.HasIndex(t => t.LastUpdated);
        tool.HasIndex(t => t.ReviewedAt);
        tool.HasIndex(t => new { t.Status, t.QueueRank });
        tool.Property(t => t.Category).HasDefaultValue(Focus.Other);
        tool.Property(t => t.Status).HasDefaultValue(ToolStatus.Inbox).HasSentinel(ToolStatus.Inbox);
        tool.Property(t => t.NameKey).HasDefaultValue("");
        tool.Property(t => t.IsDemo).HasDefaultValue(false);
        tool.Property(t => t.Version).HasDefaultValue(0);
        tool.Property(t => t.CreatedAt).HasDefaultValueSql(Now);
        tool.Property(t => t.LastUpdated).HasDefaultValueSql(Now);
        // The runbook and older clients read either name.
        tool.Property<DateTime>("UpdatedAt").HasComputedColumnSql("last_updated", stored: false);
    }

    private static void Aliases(EntityTypeBuilder<ToolAlias> alias)
    {
        alias.ToTable("tool_aliases");
        alias.HasKey(a => new { a.ToolId, a.NameKey });
        alias.HasIndex(a => a.NameKey);
        alias.HasOne<Tool>().WithMany(t => t.Aliases).HasForeignKey(a => a.ToolId);
    }

    private static void Claims(EntityTypeBuilder<Claim> claim)
    {
        claim.ToTable("claims");
        claim.HasIndex(c => c.ToolId);
        claim.HasIndex(c => c.DiscoveryId);
        claim.HasIndex(c => c.ClaimType);
        claim.HasOne(c => c.Tool).WithMany(t => t.Claims).HasForeignKey(c => c.ToolId);
        claim.HasOne(c => c.Source).WithMany().HasForeignKey(c => c.SourceId);
        claim.HasOne(c => c.Discovery).WithMany().HasForeignKey(c => c.DiscoveryId);
        claim.Property(c => c.Confidence).HasDefaultValue(0.5).HasSentinel(double.NaN);
        claim.Property(c => c.Verified).HasDefaultValue(false);
        claim.Property(c => c.Conflicting).HasDefaultValue(false);
        claim.Property(c => c.Voices).HasDefaultValue(1).HasSentinel(0);
        claim.Property(c => c.CreatedAt).HasDefaultValueSql(Now);
    }

    private static void Changes(EntityTypeBuilder<Change> change)
    {
        change.ToTable("changelog");
        change.HasIndex(c => c.DetectedAt);
        change.HasIndex(c => c.ToolId);
        change.HasOne(c => c.Tool).WithMany().HasForeignKey(c => c.ToolId);
        change.Property(c => c.DetectedAt).HasDefaultValueSql(Now);
    }

    private static void Snapshots(EntityTypeBuilder<ToolSnapshot> snapshot)
    {
        snapshot.ToTable("tool_snapshots");
        snapshot.HasIndex(s => new { s.ToolId, s.Url, s.TakenAt });
        snapshot.HasOne<Tool>().WithMany().HasForeignKey(s => s.ToolId);
        snapshot.Property(s => s.TakenAt).HasDefaultValueSql(Now);
    }

    private static void Decisions(EntityTypeBuilder<Decision> decision)
    {
        decision.ToTable("decisions");
        // No foreign key to tools: a folded tool's decisions stay when its row moves to tool_merges.
        decision.HasIndex(d => new { d.ToolId, d.Id });
        decision.HasIndex(d => d.DecidedAt);
        decision.Property(d => d.Before).HasDefaultValue("{}");
        decision.Property(d => d.Kind).HasDefaultValue(StepKind.Decision).HasSentinel(StepKind.Decision);
        decision.Property(d => d.Reasons).HasDefaultValue("[]");
    }

    private static void Merges(EntityTypeBuilder<ToolMerge> merge)
    {
        merge.ToTable("tool_merges");
        merge.HasIndex(m => m.KeptId);
        merge.HasIndex(m => m.MergedId);
    }

    private static void Pairs(EntityTypeBuilder<DuplicatePair> pair)
    {
        pair.ToTable("duplicate_pairs");
        pair.HasIndex(p => new { p.FirstId, p.SecondId }).IsUnique();
        pair.HasIndex(p => p.SecondId);
        pair.HasIndex(p => p.Verdict);
        pair.Property(p => p.Likelihood).HasDefaultValue(0d);
        pair.Property(p => p.SpeaksFor).HasDefaultValue("[]");
        pair.Property(p => p.SpeaksAgainst).HasDefaultValue("[]");
    }

    private static void Opinions(EntityTypeBuilder<Opinion> opinion)
    {
        opinion.ToTable("opinions");
        // No foreign key to tools, as with decisions.
        opinion.HasIndex(o => new { o.ToolId, o.Actor }).IsUnique();
        opinion.Property(o => o.Reasons).HasDefaultValue("[]");
        opinion.Property(o => o.GivenAt).HasDefaultValueSql(Now);
    }

    private static void Rankers(EntityTypeBuilder<Ranker> ranker)
    {
        ranker.ToTable("rankers");
        ranker.Property(r => r.TrainedAt).HasDefaultValueSql(Now);
    }

    private static void Renames(EntityTypeBuilder<Rename> rename)
    {
        rename.ToTable("renames");
        rename.HasIndex(r => r.DiscoveryId);
        rename.HasOne<Discovery>().WithMany().HasForeignKey(r => r.DiscoveryId);
    }

    private static void Watermarks(EntityTypeBuilder<Watermark> watermark)
    {
        watermark.ToTable("watermarks");
        watermark.HasKey(w => w.Name);
    }

    private static void Jobs(EntityTypeBuilder<Job> job)
    {
        job.ToTable("jobs");
        job.HasIndex(j => new { j.Status, j.CreatedAt });
        job.HasIndex(j => j.CreatedAt);
        job.HasIndex(j => j.PartOf);
        job.Property(j => j.Progress).HasDefaultValue(0);
        job.Property(j => j.Options).HasDefaultValue("{}");
        job.Property(j => j.Attempts).HasDefaultValue(0);
        job.Property(j => j.CancelRequested).HasDefaultValue(false);
        job.Property(j => j.CreatedAt).HasDefaultValueSql(Now);
    }

    private static void JobLogs(EntityTypeBuilder<JobLog> log)
    {
        log.ToTable("job_logs");
        log.HasIndex(l => new { l.JobId, l.Id });
        log.HasOne<Job>().WithMany().HasForeignKey(l => l.JobId);
    }

    private static void Schedules(EntityTypeBuilder<Schedule> schedule)
    {
        schedule.ToTable("schedules");
        schedule.HasIndex(s => s.Name).IsUnique();
        schedule.Property(s => s.Options).HasDefaultValue("{}");
        schedule.Property(s => s.TimeZone).HasDefaultValue("UTC");
        schedule.Property(s => s.Enabled).HasDefaultValue(true);
        schedule.Property(s => s.CreatedAt).HasDefaultValueSql(Now);
    }

    private static void Events(EntityTypeBuilder<Event> happened)
    {
        happened.ToTable("events");
        happened.HasIndex(e => e.At);
        happened.Property(e => e.Data).HasDefaultValue("{}");
        happened.Property(e => e.At).HasDefaultValueSql(Now);
    }

    private static void Users(EntityTypeBuilder<User> user)
    {
        user.ToTable("users");
        user.HasIndex(u => u.Username).IsUnique();
        user.HasIndex(u => u.Email).IsUnique();
        user.HasIndex(u => u.NormalizedUsername).IsUnique();
        user.HasIndex(u => u.NormalizedEmail).IsUnique();
        user.Ignore(u => u.EffectiveRole);
        user.Property(u => u.IsActive).HasDefaultValue(true);
        user.Property(u => u.IsAdmin).HasDefaultValue(false);
        user.Property(u => u.Role).HasDefaultValue(UserRole.Viewer).HasSentinel(UserRole.Viewer);
        user.Property(u => u.SecurityStamp).HasDefaultValue("");
        user.Property(u => u.AccessFailedCount).HasDefaultValue(0);
        user.Property(u => u.CreatedAt).HasDefaultValueSql(Now);
    }

    private static void ApiTokens(EntityTypeBuilder<ApiToken> token)
    {
        token.ToTable("api_tokens");
        token.HasIndex(t => t.TokenHash).IsUnique();
        token.HasOne<User>().WithMany().HasForeignKey(t => t.UserId);
        token.Property(t => t.CreatedAt).HasDefaultValueSql(Now);
    }

    private static void Audit(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("audit_log");
        entry.HasIndex(e => e.At);
        entry.Property(e => e.Detail).HasDefaultValue("{}");
        entry.Property(e => e.At).HasDefaultValueSql(Now);
    }

    private static void Views(EntityTypeBuilder<SavedView> view)
    {
        view.ToTable("saved_views");
        view.HasIndex(v => new { v.UserId, v.Name }).IsUnique();
        view.HasOne<User>().WithMany().HasForeignKey(v => v.UserId);
        view.Property(v => v.CreatedAt).HasDefaultValueSql(Now);
    }

    private static void Settings(EntityTypeBuilder<Setting> setting)
    {
        setting.ToTable("settings");
        setting.HasKey(s => s.Key);
        setting.Property(s => s.IsSecret).HasDefaultValue(false);
        setting.Property(s => s.UpdatedAt).HasDefaultValueSql(Now);
    }

    private static void Usage(EntityTypeBuilder<LlmUsage> usage)
    {
        usage.ToTable("llm_usage");
        // No foreign keys: what was paid stays on record when its job or text is cleared away.
        usage.HasIndex(u => u.At);
        usage.HasIndex(u => u.JobId);
        usage.HasIndex(u => u.DiscoveryId);
        usage.Property(u => u.At).HasDefaultValueSql(Now);
    }

    private static void Batches(EntityTypeBuilder<LlmBatch> batch)
    {
        batch.ToTable("llm_batches");
        batch.HasIndex(b => b.EndedAt);
        batch.Property(b => b.CreatedAt).HasDefaultValueSql(Now);
    }
}

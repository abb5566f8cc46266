using Glean.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Glean.Storage;

/// <summary>The tables of the tracker. None refers to a tool by a foreign key: a folded tool's pages and prices wait until the merge is taken back.</summary>
internal static class TrackingMapping
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<WatchedPage>(Pages);
        model.Entity<PageMute>(Mutes);
        model.Entity<PlanPeriod>(Plans);
        model.Entity<ClaimProposal>(Proposals);
        model.Entity<RobotsRules>(Robots);
    }

    private static void Pages(EntityTypeBuilder<WatchedPage> page)
    {
        page.ToTable("tool_pages");
        page.HasIndex(p => new { p.ToolId, p.Url }).IsUnique();
        page.HasIndex(p => p.NextCheckAt);
        page.HasIndex(p => p.State);
        page.Property(p => p.ETag).HasColumnName("etag");
        page.Property(p => p.Kind).HasDefaultValue(PageKind.Other).HasSentinel(PageKind.Other);
        page.Property(p => p.State).HasDefaultValue(PageState.New).HasSentinel(PageState.New);
        page.Property(p => p.Enabled).HasDefaultValue(true);
        page.Property(p => p.AddedByPerson).HasDefaultValue(false);
        page.Property(p => p.ConsecutiveFailures).HasDefaultValue(0);
        page.Property(p => p.IntervalHours).HasDefaultValue(0d);
        page.Property(p => p.CreatedAt).HasDefaultValueSql(Mapping.Now);
    }

    private static void Mutes(EntityTypeBuilder<PageMute> mute)
    {
        mute.ToTable("page_mutes");
        mute.HasIndex(m => m.PageId);
        mute.HasOne<WatchedPage>().WithMany().HasForeignKey(m => m.PageId);
        mute.Property(m => m.CreatedAt).HasDefaultValueSql(Mapping.Now);
    }

    private static void Plans(EntityTypeBuilder<PlanPeriod> plan)
    {
        plan.ToTable("price_plans");
        plan.HasIndex(p => new { p.ToolId, p.PlanKey, p.ValidFrom });
        plan.HasIndex(p => p.PageId);
        plan.Property(p => p.Prices).HasDefaultValue("[]");
        plan.Property(p => p.Limits).HasDefaultValue("[]");
    }

    private static void Proposals(EntityTypeBuilder<ClaimProposal> proposal)
    {
        proposal.ToTable("claim_proposals");
        proposal.HasIndex(p => new { p.Status, p.Id });
        proposal.HasIndex(p => p.ToolId);
        proposal.HasIndex(p => p.ChangeId);
        proposal.Property(p => p.Status).HasDefaultValue(ProposalStatus.Open).HasSentinel(ProposalStatus.Open);
        proposal.Property(p => p.CreatedAt).HasDefaultValueSql(Mapping.Now);
    }

    private static void Robots(EntityTypeBuilder<RobotsRules> robots)
    {
        robots.ToTable("robots_rules");
        robots.HasKey(r => r.Origin);
        robots.Property(r => r.ETag).HasColumnName("etag");
        robots.Property(r => r.Body).HasDefaultValue("");
    }
}

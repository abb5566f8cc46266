using System.Data.Common;
using Glean.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Glean.Storage;

/// <summary>The rows in which the stages meet. One subclass a database, since migrations differ.</summary>
public abstract class GleanDbContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Beside whom the transactions write that begin from now on.</summary>
    internal WriteTurn Turn { get; set; }

    public DbSet<Source> Sources => Set<Source>();

    public DbSet<Discovery> Discoveries => Set<Discovery>();

    public DbSet<Sighting> Sightings => Set<Sighting>();

    public DbSet<Mention> Mentions => Set<Mention>();

    public DbSet<Tool> Tools => Set<Tool>();

    public DbSet<ToolAlias> ToolAliases => Set<ToolAlias>();

    public DbSet<Claim> Claims => Set<Claim>();

    public DbSet<Change> Changes => Set<Change>();

    public DbSet<ToolSnapshot> ToolSnapshots => Set<ToolSnapshot>();

    public DbSet<WatchedPage> WatchedPages => Set<WatchedPage>();

    public DbSet<PageMute> PageMutes => Set<PageMute>();

    public DbSet<PlanPeriod> PlanPeriods => Set<PlanPeriod>();

    public DbSet<ClaimProposal> ClaimProposals => Set<ClaimProposal>();

    public DbSet<RobotsRules> RobotsRules => Set<RobotsRules>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<ChangeWording> ChangeWordings => Set<ChangeWording>();

    public DbSet<Decision> Decisions => Set<Decision>();

    public DbSet<ToolMerge> ToolMerges => Set<ToolMerge>();

    public DbSet<DuplicatePair> DuplicatePairs => Set<DuplicatePair>();

    public DbSet<Opinion> Opinions => Set<Opinion>();

    public DbSet<Ranker> Rankers => Set<Ranker>();

    public DbSet<Rename> Renames => Set<Rename>();

    public DbSet<Watermark> Watermarks => Set<Watermark>();

    public DbSet<Job> Jobs => Set<Job>();

    public DbSet<JobLog> JobLogs => Set<JobLog>();

    public DbSet<Schedule> Schedules => Set<Schedule>();

    public DbSet<Event> Events => Set<Event>();

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<AuditEntry> AuditLog => Set<AuditEntry>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<User> Users => Set<User>();

    public DbSet<LlmUsage> LlmUsage => Set<LlmUsage>();

    public DbSet<LlmBatch> LlmBatches => Set<LlmBatch>();

    public DbSet<Setting> Settings => Set<Setting>();

    /// <summary>What hand-written SQL must say differently here.</summary>
    internal SqlDialect Dialect => Database.GetDbConnection().Dialect();

    /// <summary>A parameter for hand-written SQL.</summary>
    internal DbParameter Parameter(string name, object? value)
    {
        using var command = Database.GetDbConnection().CreateCommand();
        var parameter = command.Add(name, value);
        command.Parameters.Clear();
        return parameter;
    }

    /// <summary>The parameters of <see cref="SqlDialect.Records"/>.</summary>
    internal IEnumerable<DbParameter> Records<T>(string list, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows) =>
        [.. Dialect.RecordValues(list, columns, rows).Select(v => Parameter(v.Name, v.Value))];

    protected override void OnModelCreating(ModelBuilder modelBuilder) => Mapping.Apply(modelBuilder);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<ToolStatus>().HaveConversion<WireNameConverter<ToolStatus>>();
        configurationBuilder.Properties<ClaimType>().HaveConversion<WireNameConverter<ClaimType>>();
        configurationBuilder.Properties<ChangeType>().HaveConversion<WireNameConverter<ChangeType>>();
        configurationBuilder.Properties<JobStatus>().HaveConversion<WireNameConverter<JobStatus>>();
        configurationBuilder.Properties<JobType>().HaveConversion<WireNameConverter<JobType>>();
        configurationBuilder.Properties<UserRole>().HaveConversion<WireNameConverter<UserRole>>();
        configurationBuilder.Properties<StepKind>().HaveConversion<WireNameConverter<StepKind>>();
        configurationBuilder.Properties<ClaimResolution>().HaveConversion<WireNameConverter<ClaimResolution>>();
        configurationBuilder.Properties<OpinionVerdict>().HaveConversion<WireNameConverter<OpinionVerdict>>();
        configurationBuilder.Properties<PageKind>().HaveConversion<WireNameConverter<PageKind>>();
        configurationBuilder.Properties<PageState>().HaveConversion<WireNameConverter<PageState>>();
        configurationBuilder.Properties<MuteKind>().HaveConversion<WireNameConverter<MuteKind>>();
        configurationBuilder.Properties<ProposalKind>().HaveConversion<WireNameConverter<ProposalKind>>();
        configurationBuilder.Properties<ProposalStatus>().HaveConversion<WireNameConverter<ProposalStatus>>();
        configurationBuilder.Properties<DeliveryChannel>().HaveConversion<WireNameConverter<DeliveryChannel>>();
        configurationBuilder.Properties<DeliveryKind>().HaveConversion<WireNameConverter<DeliveryKind>>();
        configurationBuilder.Properties<DeliveryState>().HaveConversion<WireNameConverter<DeliveryState>>();
        configurationBuilder.Properties<DuplicateVerdict>().HaveConversion<WireNameConverter<DuplicateVerdict>>();
    }
}

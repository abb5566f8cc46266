using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

#nullable disable

namespace Glean.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_log",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: true),
                    action = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    detail = table.Column<string>(type: "text", nullable: false, defaultValue: "{}", collation: "C"),
                    address = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_log", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "change_wordings",
                columns: table => new
                {
                    diff_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    words = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    dropped_because = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_change_wordings", x => x.diff_hash);
                });

            migrationBuilder.CreateTable(
                name: "claim_proposals",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tool_id = table.Column<long>(type: "bigint", nullable: false),
                    change_id = table.Column<long>(type: "bigint", nullable: false),
                    claim_id = table.Column<long>(type: "bigint", nullable: true),
                    kind = table.Column<string>(type: "text", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    quote = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    status = table.Column<string>(type: "text", nullable: false, defaultValue: "open"),
                    decided_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claim_proposals", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "decisions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tool_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, defaultValue: "decision"),
                    from_status = table.Column<string>(type: "text", nullable: false),
                    to_status = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    reasons = table.Column<string>(type: "text", nullable: false, defaultValue: "[]", collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: true),
                    actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    undone_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    undone_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    before = table.Column<string>(type: "text", nullable: false, defaultValue: "{}", collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    message_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    channel = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    receiver = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    payload = table.Column<string>(type: "text", nullable: false, defaultValue: "{}", collation: "C"),
                    period_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    period_to = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    last_change_id = table.Column<long>(type: "bigint", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false, defaultValue: "pending"),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    next_attempt_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    error = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    requested_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deliveries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "duplicate_pairs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    first_id = table.Column<long>(type: "bigint", nullable: false),
                    second_id = table.Column<long>(type: "bigint", nullable: false),
                    verdict = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    likelihood = table.Column<double>(type: "double precision", nullable: false, defaultValue: 0.0),
                    speaks_for = table.Column<string>(type: "text", nullable: false, defaultValue: "[]", collation: "C"),
                    speaks_against = table.Column<string>(type: "text", nullable: false, defaultValue: "[]", collation: "C"),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duplicate_pairs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    data = table.Column<string>(type: "text", nullable: false, defaultValue: "{}", collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    type = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    progress = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    message = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    result = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    error = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    scout_type = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    options = table.Column<string>(type: "text", nullable: false, defaultValue: "{}", collation: "C"),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    schedule_id = table.Column<long>(type: "bigint", nullable: true),
                    part_of = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    not_before = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    completed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    heartbeat_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    cancel_requested = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    user_id = table.Column<long>(type: "bigint", nullable: true),
                    runner = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "llm_batches",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    mark = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    provider_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    provider = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reader = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    job_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    questions = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reserved_tokens = table.Column<long>(type: "bigint", nullable: false),
                    reserved_usd = table.Column<double>(type: "double precision", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_llm_batches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "llm_usage",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    call = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    job_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    discovery_id = table.Column<long>(type: "bigint", nullable: true),
                    source_id = table.Column<long>(type: "bigint", nullable: true),
                    provider = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cached_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_write_tokens = table.Column<long>(type: "bigint", nullable: false),
                    output_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cost_usd = table.Column<double>(type: "double precision", nullable: false),
                    batch = table.Column<bool>(type: "boolean", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_llm_usage", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "opinions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tool_id = table.Column<long>(type: "bigint", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: true),
                    verdict = table.Column<string>(type: "text", nullable: false),
                    reasons = table.Column<string>(type: "text", nullable: false, defaultValue: "[]", collation: "C"),
                    comment = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    given_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opinions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "price_plans",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tool_id = table.Column<long>(type: "bigint", nullable: false),
                    page_id = table.Column<long>(type: "bigint", nullable: false),
                    plan_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    amount = table.Column<decimal>(type: "numeric", nullable: true),
                    currency = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    period = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    unit = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    prices = table.Column<string>(type: "text", nullable: false, defaultValue: "[]", collation: "C"),
                    limits = table.Column<string>(type: "text", nullable: false, defaultValue: "[]", collation: "C"),
                    valid_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_by = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_price_plans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rankers",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    trained_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    decisions = table.Column<int>(type: "integer", nullable: false),
                    share = table.Column<double>(type: "double precision", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    report = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rankers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "robots_rules",
                columns: table => new
                {
                    origin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<string>(type: "text", nullable: false, defaultValue: "", collation: "C"),
                    etag = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    last_modified = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    fetched_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_robots_rules", x => x.origin);
                });

            migrationBuilder.CreateTable(
                name: "schedules",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    job_type = table.Column<string>(type: "text", nullable: false),
                    scout_type = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    options = table.Column<string>(type: "text", nullable: false, defaultValue: "{}", collation: "C"),
                    cron = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    time_zone = table.Column<string>(type: "text", nullable: false, defaultValue: "UTC", collation: "C"),
                    enabled = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true),
                    last_run_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    next_run_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_schedules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "settings",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    is_secret = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_settings", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "sources",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    parent_id = table.Column<long>(type: "bigint", nullable: true),
                    reliability = table.Column<double>(type: "double precision", nullable: false, defaultValue: 0.5),
                    total_discoveries = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    useful_discoveries = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    enabled = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true),
                    etag = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    last_modified = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    last_attempt_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_success_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    consecutive_failures = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    back_off_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    last_item_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    cursor = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    quota_remaining = table.Column<int>(type: "integer", nullable: true),
                    quota_limit = table.Column<int>(type: "integer", nullable: true),
                    quota_resets_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sources", x => x.id);
                    table.ForeignKey(
                        name: "fk_sources_sources_parent_id",
                        column: x => x.parent_id,
                        principalTable: "sources",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "tool_merges",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kept_id = table.Column<long>(type: "bigint", nullable: false),
                    merged_id = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    merged_row = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kept_before = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    moved = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    merged_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    undone_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tool_merges", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tool_pages",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tool_id = table.Column<long>(type: "bigint", nullable: false),
                    url = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, defaultValue: "other"),
                    added_by_person = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true),
                    state = table.Column<string>(type: "text", nullable: false, defaultValue: "new"),
                    state_reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    etag = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    last_modified = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    last_checked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    next_check_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    interval_hours = table.Column<double>(type: "double precision", nullable: false, defaultValue: 0.0),
                    consecutive_failures = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    snapshot_id = table.Column<long>(type: "bigint", nullable: true),
                    proposed_url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    dismissed_url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    moving = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tool_pages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tools",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    description = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    logo_url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    pricing_url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    category = table.Column<string>(type: "text", nullable: false, defaultValue: "other", collation: "C"),
                    status = table.Column<string>(type: "text", nullable: false, defaultValue: "inbox"),
                    relevance_score = table.Column<double>(type: "double precision", nullable: true),
                    score_reasons = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    rejection_reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    name_key = table.Column<string>(type: "text", nullable: false, defaultValue: "", collation: "C"),
                    is_demo = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    last_updated = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    reviewed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    queued_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    queue_rank = table.Column<int>(type: "integer", nullable: true),
                    snoozed_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    search_words = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: true, defaultValueSql: "''::tsvector"),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, computedColumnSql: "last_updated", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tools", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    username = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    normalized_username = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    email = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    normalized_email = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    password_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    is_active = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true),
                    is_admin = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    role = table.Column<string>(type: "text", nullable: false, defaultValue: "viewer"),
                    security_stamp = table.Column<string>(type: "text", nullable: false, defaultValue: "", collation: "C"),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    lockout_end = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    last_login = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "watermarks",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watermarks", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "job_logs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    job_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    level = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    message = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_logs", x => x.id);
                    table.ForeignKey(
                        name: "fk_job_logs_jobs_job_id",
                        column: x => x.job_id,
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "discoveries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_id = table.Column<long>(type: "bigint", nullable: false),
                    feed_id = table.Column<long>(type: "bigint", nullable: true),
                    source_url = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, defaultValue: "", collation: "C"),
                    raw_text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    author = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    metadata = table.Column<string>(type: "text", nullable: false, defaultValue: "{}", collation: "C"),
                    relevance = table.Column<double>(type: "double precision", nullable: true),
                    relevance_reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    processed = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    processed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    discovered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    tool_id = table.Column<long>(type: "bigint", nullable: true),
                    is_demo = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    set_aside_reason = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_discoveries", x => x.id);
                    table.ForeignKey(
                        name: "fk_discoveries_sources_feed_id",
                        column: x => x.feed_id,
                        principalTable: "sources",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_discoveries_sources_source_id",
                        column: x => x.source_id,
                        principalTable: "sources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "page_mutes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    page_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    pattern = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_page_mutes", x => x.id);
                    table.ForeignKey(
                        name: "fk_page_mutes_tool_pages_page_id",
                        column: x => x.page_id,
                        principalTable: "tool_pages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "changelog",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tool_id = table.Column<long>(type: "bigint", nullable: false),
                    change_type = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source_url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    detected_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    page_id = table.Column<long>(type: "bigint", nullable: true),
                    before_snapshot_id = table.Column<long>(type: "bigint", nullable: true),
                    after_snapshot_id = table.Column<long>(type: "bigint", nullable: true),
                    details = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    diff_hash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    acknowledged_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    acknowledged_by = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_changelog", x => x.id);
                    table.ForeignKey(
                        name: "fk_changelog_tools_tool_id",
                        column: x => x.tool_id,
                        principalTable: "tools",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tool_aliases",
                columns: table => new
                {
                    tool_id = table.Column<long>(type: "bigint", nullable: false),
                    name_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tool_aliases", x => new { x.tool_id, x.name_key });
                    table.ForeignKey(
                        name: "fk_tool_aliases_tools_tool_id",
                        column: x => x.tool_id,
                        principalTable: "tools",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tool_snapshots",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tool_id = table.Column<long>(type: "bigint", nullable: false),
                    url = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    content_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    taken_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    page_id = table.Column<long>(type: "bigint", nullable: true),
                    plans = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tool_snapshots", x => x.id);
                    table.ForeignKey(
                        name: "fk_tool_snapshots_tools_tool_id",
                        column: x => x.tool_id,
                        principalTable: "tools",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "api_tokens",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    token_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    prefix = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    scope = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_tokens", x => x.id);
                    table.ForeignKey(
                        name: "fk_api_tokens_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "saved_views",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    query = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_views", x => x.id);
                    table.ForeignKey(
                        name: "fk_saved_views_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "claims",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tool_id = table.Column<long>(type: "bigint", nullable: false),
                    source_id = table.Column<long>(type: "bigint", nullable: true),
                    discovery_id = table.Column<long>(type: "bigint", nullable: true),
                    claim_type = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    confidence = table.Column<double>(type: "double precision", nullable: false, defaultValue: 0.5),
                    quote = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    span_start = table.Column<int>(type: "integer", nullable: true),
                    span_end = table.Column<int>(type: "integer", nullable: true),
                    verified = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    conflicting = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    stated_confidence = table.Column<double>(type: "double precision", nullable: true),
                    group_id = table.Column<long>(type: "bigint", nullable: true),
                    voices = table.Column<int>(type: "integer", nullable: false, defaultValue: 1),
                    resolution = table.Column<string>(type: "text", nullable: true),
                    resolved_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    resolved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_claims_discoveries_discovery_id",
                        column: x => x.discovery_id,
                        principalTable: "discoveries",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_claims_sources_source_id",
                        column: x => x.source_id,
                        principalTable: "sources",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_claims_tools_tool_id",
                        column: x => x.tool_id,
                        principalTable: "tools",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mentions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tool_id = table.Column<long>(type: "bigint", nullable: false),
                    discovery_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    confidence = table.Column<double>(type: "double precision", nullable: false),
                    evidence = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    span_start = table.Column<int>(type: "integer", nullable: true),
                    span_end = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mentions", x => x.id);
                    table.ForeignKey(
                        name: "fk_mentions_discoveries_discovery_id",
                        column: x => x.discovery_id,
                        principalTable: "discoveries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_mentions_tools_tool_id",
                        column: x => x.tool_id,
                        principalTable: "tools",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "renames",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    discovery_id = table.Column<long>(type: "bigint", nullable: false),
                    former = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    present = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    quote = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    @explicit = table.Column<bool>(name: "explicit", type: "boolean", nullable: false),
                    voice = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_renames", x => x.id);
                    table.ForeignKey(
                        name: "fk_renames_discoveries_discovery_id",
                        column: x => x.discovery_id,
                        principalTable: "discoveries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sightings",
                columns: table => new
                {
                    discovery_id = table.Column<long>(type: "bigint", nullable: false),
                    source_id = table.Column<long>(type: "bigint", nullable: false),
                    url = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    seen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sightings", x => new { x.discovery_id, x.source_id });
                    table.ForeignKey(
                        name: "fk_sightings_discoveries_discovery_id",
                        column: x => x.discovery_id,
                        principalTable: "discoveries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_sightings_sources_source_id",
                        column: x => x.source_id,
                        principalTable: "sources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_token_hash",
                table: "api_tokens",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_user_id",
                table: "api_tokens",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_log_at",
                table: "audit_log",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_changelog_detected_at",
                table: "changelog",
                column: "detected_at");

            migrationBuilder.CreateIndex(
                name: "ix_changelog_tool_id",
                table: "changelog",
                column: "tool_id");

            migrationBuilder.CreateIndex(
                name: "ix_claim_proposals_change_id",
                table: "claim_proposals",
                column: "change_id");

            migrationBuilder.CreateIndex(
                name: "ix_claim_proposals_status_id",
                table: "claim_proposals",
                columns: new[] { "status", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_proposals_tool_id",
                table: "claim_proposals",
                column: "tool_id");

            migrationBuilder.CreateIndex(
                name: "ix_claims_claim_type",
                table: "claims",
                column: "claim_type");

            migrationBuilder.CreateIndex(
                name: "ix_claims_discovery_id",
                table: "claims",
                column: "discovery_id");

            migrationBuilder.CreateIndex(
                name: "ix_claims_source_id",
                table: "claims",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "ix_claims_tool_id",
                table: "claims",
                column: "tool_id");

            migrationBuilder.CreateIndex(
                name: "ix_decisions_decided_at",
                table: "decisions",
                column: "decided_at");

            migrationBuilder.CreateIndex(
                name: "ix_decisions_tool_id_id",
                table: "decisions",
                columns: new[] { "tool_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_channel_kind_id",
                table: "deliveries",
                columns: new[] { "channel", "kind", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_message_id",
                table: "deliveries",
                column: "message_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_state_next_attempt_at",
                table: "deliveries",
                columns: new[] { "state", "next_attempt_at" });

            migrationBuilder.CreateIndex(
                name: "ix_discoveries_discovered_at",
                table: "discoveries",
                column: "discovered_at");

            migrationBuilder.CreateIndex(
                name: "ix_discoveries_feed_id",
                table: "discoveries",
                column: "feed_id");

            migrationBuilder.CreateIndex(
                name: "ix_discoveries_processed_discovered_at",
                table: "discoveries",
                columns: new[] { "processed", "discovered_at" });

            migrationBuilder.CreateIndex(
                name: "ix_discoveries_source_id",
                table: "discoveries",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "ix_discoveries_source_url",
                table: "discoveries",
                column: "source_url",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_discoveries_tool_id",
                table: "discoveries",
                column: "tool_id");

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_pairs_first_id_second_id",
                table: "duplicate_pairs",
                columns: new[] { "first_id", "second_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_pairs_second_id",
                table: "duplicate_pairs",
                column: "second_id");

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_pairs_verdict",
                table: "duplicate_pairs",
                column: "verdict");

            migrationBuilder.CreateIndex(
                name: "ix_events_at",
                table: "events",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_job_logs_job_id_id",
                table: "job_logs",
                columns: new[] { "job_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_part_of",
                table: "jobs",
                column: "part_of");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_created_at",
                table: "jobs",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_status_created_at",
                table: "jobs",
                columns: new[] { "status", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_llm_batches_ended_at",
                table: "llm_batches",
                column: "ended_at");

            migrationBuilder.CreateIndex(
                name: "ix_llm_usage_at",
                table: "llm_usage",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_llm_usage_discovery_id",
                table: "llm_usage",
                column: "discovery_id");

            migrationBuilder.CreateIndex(
                name: "ix_llm_usage_job_id",
                table: "llm_usage",
                column: "job_id");

            migrationBuilder.CreateIndex(
                name: "ix_mentions_discovery_id",
                table: "mentions",
                column: "discovery_id");

            migrationBuilder.CreateIndex(
                name: "ix_mentions_tool_id_discovery_id",
                table: "mentions",
                columns: new[] { "tool_id", "discovery_id" });

            migrationBuilder.CreateIndex(
                name: "ix_opinions_tool_id_actor",
                table: "opinions",
                columns: new[] { "tool_id", "actor" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_page_mutes_page_id",
                table: "page_mutes",
                column: "page_id");

            migrationBuilder.CreateIndex(
                name: "ix_price_plans_page_id",
                table: "price_plans",
                column: "page_id");

            migrationBuilder.CreateIndex(
                name: "ix_price_plans_tool_id_plan_key_valid_from",
                table: "price_plans",
                columns: new[] { "tool_id", "plan_key", "valid_from" });

            migrationBuilder.CreateIndex(
                name: "ix_renames_discovery_id",
                table: "renames",
                column: "discovery_id");

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_user_id_name",
                table: "saved_views",
                columns: new[] { "user_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_schedules_name",
                table: "schedules",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sightings_source_id_seen_at",
                table: "sightings",
                columns: new[] { "source_id", "seen_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sources_name",
                table: "sources",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sources_parent_id",
                table: "sources",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_tool_aliases_name_key",
                table: "tool_aliases",
                column: "name_key");

            migrationBuilder.CreateIndex(
                name: "ix_tool_merges_kept_id",
                table: "tool_merges",
                column: "kept_id");

            migrationBuilder.CreateIndex(
                name: "ix_tool_merges_merged_id",
                table: "tool_merges",
                column: "merged_id");

            migrationBuilder.CreateIndex(
                name: "ix_tool_pages_next_check_at",
                table: "tool_pages",
                column: "next_check_at");

            migrationBuilder.CreateIndex(
                name: "ix_tool_pages_state",
                table: "tool_pages",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_tool_pages_tool_id_url",
                table: "tool_pages",
                columns: new[] { "tool_id", "url" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tool_snapshots_tool_id_url_taken_at",
                table: "tool_snapshots",
                columns: new[] { "tool_id", "url", "taken_at" });

            migrationBuilder.CreateIndex(
                name: "ix_tools_category",
                table: "tools",
                column: "category");

            migrationBuilder.CreateIndex(
                name: "ix_tools_created_at",
                table: "tools",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_tools_last_updated",
                table: "tools",
                column: "last_updated");

            migrationBuilder.CreateIndex(
                name: "ix_tools_name",
                table: "tools",
                column: "name");

            migrationBuilder.CreateIndex(
                name: "ix_tools_name_key",
                table: "tools",
                column: "name_key");

            migrationBuilder.CreateIndex(
                name: "ix_tools_relevance_score",
                table: "tools",
                column: "relevance_score",
                descending: new bool[0])
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsLast });

            migrationBuilder.CreateIndex(
                name: "ix_tools_reviewed_at",
                table: "tools",
                column: "reviewed_at");

            migrationBuilder.CreateIndex(
                name: "ix_tools_search_words",
                table: "tools",
                column: "search_words")
                .Annotation("Npgsql:IndexMethod", "GIN");

            migrationBuilder.CreateIndex(
                name: "ix_tools_status_queue_rank",
                table: "tools",
                columns: new[] { "status", "queue_rank" });

            migrationBuilder.CreateIndex(
                name: "ix_tools_status_relevance_score",
                table: "tools",
                columns: new[] { "status", "relevance_score" },
                descending: new[] { false, true })
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.NullsLast });

            migrationBuilder.CreateIndex(
                name: "ix_users_email",
                table: "users",
                column: "email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_users_normalized_email",
                table: "users",
                column: "normalized_email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_users_normalized_username",
                table: "users",
                column: "normalized_username",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_users_username",
                table: "users",
                column: "username",
                unique: true);

            PostgresObjects.CreateToolSearch(migrationBuilder);
            PostgresObjects.IndexDiscoveries(migrationBuilder);
            PostgresObjects.GuardAuditLog(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            PostgresObjects.DropAuditGuard(migrationBuilder);
            PostgresObjects.DropToolSearch(migrationBuilder);

            migrationBuilder.DropTable(
                name: "api_tokens");

            migrationBuilder.DropTable(
                name: "audit_log");

            migrationBuilder.DropTable(
                name: "change_wordings");

            migrationBuilder.DropTable(
                name: "changelog");

            migrationBuilder.DropTable(
                name: "claim_proposals");

            migrationBuilder.DropTable(
                name: "claims");

            migrationBuilder.DropTable(
                name: "decisions");

            migrationBuilder.DropTable(
                name: "deliveries");

            migrationBuilder.DropTable(
                name: "duplicate_pairs");

            migrationBuilder.DropTable(
                name: "events");

            migrationBuilder.DropTable(
                name: "job_logs");

            migrationBuilder.DropTable(
                name: "llm_batches");

            migrationBuilder.DropTable(
                name: "llm_usage");

            migrationBuilder.DropTable(
                name: "mentions");

            migrationBuilder.DropTable(
                name: "opinions");

            migrationBuilder.DropTable(
                name: "page_mutes");

            migrationBuilder.DropTable(
                name: "price_plans");

            migrationBuilder.DropTable(
                name: "rankers");

            migrationBuilder.DropTable(
                name: "renames");

            migrationBuilder.DropTable(
                name: "robots_rules");

            migrationBuilder.DropTable(
                name: "saved_views");

            migrationBuilder.DropTable(
                name: "schedules");

            migrationBuilder.DropTable(
                name: "settings");

            migrationBuilder.DropTable(
                name: "sightings");

            migrationBuilder.DropTable(
                name: "tool_aliases");

            migrationBuilder.DropTable(
                name: "tool_merges");

            migrationBuilder.DropTable(
                name: "tool_snapshots");

            migrationBuilder.DropTable(
                name: "watermarks");

            migrationBuilder.DropTable(
                name: "jobs");

            migrationBuilder.DropTable(
                name: "tool_pages");

            migrationBuilder.DropTable(
                name: "users");

            migrationBuilder.DropTable(
                name: "discoveries");

            migrationBuilder.DropTable(
                name: "tools");

            migrationBuilder.DropTable(
                name: "sources");
        }
    }
}

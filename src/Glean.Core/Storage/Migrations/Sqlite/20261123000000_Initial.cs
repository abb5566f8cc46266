using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Glean.Storage.Migrations.Sqlite
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
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    user_id = table.Column<long>(type: "INTEGER", nullable: true),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: true),
                    detail = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "{}"),
                    address = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_log", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "decisions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tool_id = table.Column<long>(type: "INTEGER", nullable: false),
                    from_status = table.Column<string>(type: "TEXT", nullable: false),
                    to_status = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    user_id = table.Column<long>(type: "INTEGER", nullable: true),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    decided_at = table.Column<string>(type: "TEXT", nullable: false),
                    undone_at = table.Column<string>(type: "TEXT", nullable: true),
                    before = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "{}")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "duplicate_pairs",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    first_id = table.Column<long>(type: "INTEGER", nullable: false),
                    second_id = table.Column<long>(type: "INTEGER", nullable: false),
                    verdict = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false),
                    decided_at = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duplicate_pairs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "events",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: true),
                    data = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "{}")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    progress = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    message = table.Column<string>(type: "TEXT", nullable: true),
                    result = table.Column<string>(type: "TEXT", nullable: true),
                    error = table.Column<string>(type: "TEXT", nullable: true),
                    scout_type = table.Column<string>(type: "TEXT", nullable: true),
                    options = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "{}"),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    schedule_id = table.Column<long>(type: "INTEGER", nullable: true),
                    not_before = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    started_at = table.Column<string>(type: "TEXT", nullable: true),
                    completed_at = table.Column<string>(type: "TEXT", nullable: true),
                    heartbeat_at = table.Column<string>(type: "TEXT", nullable: true),
                    cancel_requested = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    user_id = table.Column<long>(type: "INTEGER", nullable: true),
                    runner = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "schedules",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    job_type = table.Column<string>(type: "TEXT", nullable: false),
                    scout_type = table.Column<string>(type: "TEXT", nullable: true),
                    options = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "{}"),
                    cron = table.Column<string>(type: "TEXT", nullable: false),
                    time_zone = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "UTC"),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: true),
                    last_run_at = table.Column<string>(type: "TEXT", nullable: true),
                    next_run_at = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_schedules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "settings",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false),
                    is_secret = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    updated_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_settings", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "sources",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: true),
                    url = table.Column<string>(type: "TEXT", nullable: true),
                    parent_id = table.Column<long>(type: "INTEGER", nullable: true),
                    reliability = table.Column<double>(type: "REAL", nullable: false, defaultValue: 0.5),
                    total_discoveries = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    useful_discoveries = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: true),
                    etag = table.Column<string>(type: "TEXT", nullable: true),
                    last_modified = table.Column<string>(type: "TEXT", nullable: true),
                    last_attempt_at = table.Column<string>(type: "TEXT", nullable: true),
                    last_success_at = table.Column<string>(type: "TEXT", nullable: true),
                    consecutive_failures = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    back_off_until = table.Column<string>(type: "TEXT", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", nullable: true),
                    last_item_count = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    created_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
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
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    kept_id = table.Column<long>(type: "INTEGER", nullable: false),
                    merged_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    merged_row = table.Column<string>(type: "TEXT", nullable: false),
                    kept_before = table.Column<string>(type: "TEXT", nullable: false),
                    moved = table.Column<string>(type: "TEXT", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    merged_at = table.Column<string>(type: "TEXT", nullable: false),
                    undone_at = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tool_merges", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tools",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: true),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    category = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "other"),
                    status = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "inbox"),
                    relevance_score = table.Column<double>(type: "REAL", nullable: true),
                    score_reasons = table.Column<string>(type: "TEXT", nullable: true),
                    rejection_reason = table.Column<string>(type: "TEXT", nullable: true),
                    name_key = table.Column<string>(type: "TEXT", nullable: false, defaultValue: ""),
                    is_demo = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    last_updated = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    reviewed_at = table.Column<string>(type: "TEXT", nullable: true),
                    queued_at = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    updated_at = table.Column<string>(type: "TEXT", nullable: false, computedColumnSql: "last_updated", stored: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tools", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    username = table.Column<string>(type: "TEXT", nullable: false),
                    normalized_username = table.Column<string>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", nullable: false),
                    normalized_email = table.Column<string>(type: "TEXT", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: false),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: true),
                    is_admin = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    role = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "viewer"),
                    security_stamp = table.Column<string>(type: "TEXT", nullable: false, defaultValue: ""),
                    access_failed_count = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    lockout_end = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    last_login = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "job_logs",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    job_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<string>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", nullable: false),
                    message = table.Column<string>(type: "TEXT", nullable: false)
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
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    source_id = table.Column<long>(type: "INTEGER", nullable: false),
                    feed_id = table.Column<long>(type: "INTEGER", nullable: true),
                    source_url = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false, defaultValue: ""),
                    raw_text = table.Column<string>(type: "TEXT", nullable: false),
                    author = table.Column<string>(type: "TEXT", nullable: true),
                    published_at = table.Column<string>(type: "TEXT", nullable: true),
                    metadata = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "{}"),
                    relevance = table.Column<double>(type: "REAL", nullable: true),
                    relevance_reason = table.Column<string>(type: "TEXT", nullable: true),
                    processed = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    processed_at = table.Column<string>(type: "TEXT", nullable: true),
                    discovered_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    tool_id = table.Column<long>(type: "INTEGER", nullable: true),
                    is_demo = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    set_aside_reason = table.Column<string>(type: "TEXT", nullable: true)
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
                name: "changelog",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tool_id = table.Column<long>(type: "INTEGER", nullable: false),
                    change_type = table.Column<string>(type: "TEXT", nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: false),
                    source_url = table.Column<string>(type: "TEXT", nullable: true),
                    detected_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
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
                    tool_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name_key = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false)
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
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tool_id = table.Column<long>(type: "INTEGER", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    content_hash = table.Column<string>(type: "TEXT", nullable: false),
                    taken_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
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
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    token_hash = table.Column<string>(type: "TEXT", nullable: false),
                    prefix = table.Column<string>(type: "TEXT", nullable: false),
                    scope = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    expires_at = table.Column<string>(type: "TEXT", nullable: true),
                    last_used_at = table.Column<string>(type: "TEXT", nullable: true),
                    revoked_at = table.Column<string>(type: "TEXT", nullable: true)
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
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    query = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
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
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tool_id = table.Column<long>(type: "INTEGER", nullable: false),
                    source_id = table.Column<long>(type: "INTEGER", nullable: true),
                    discovery_id = table.Column<long>(type: "INTEGER", nullable: true),
                    claim_type = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    confidence = table.Column<double>(type: "REAL", nullable: false, defaultValue: 0.5),
                    quote = table.Column<string>(type: "TEXT", nullable: true),
                    span_start = table.Column<int>(type: "INTEGER", nullable: true),
                    span_end = table.Column<int>(type: "INTEGER", nullable: true),
                    verified = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    conflicting = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
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
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tool_id = table.Column<long>(type: "INTEGER", nullable: false),
                    discovery_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    confidence = table.Column<double>(type: "REAL", nullable: false),
                    evidence = table.Column<string>(type: "TEXT", nullable: true),
                    span_start = table.Column<int>(type: "INTEGER", nullable: true),
                    span_end = table.Column<int>(type: "INTEGER", nullable: true)
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
                name: "ix_jobs_created_at",
                table: "jobs",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_status_created_at",
                table: "jobs",
                columns: new[] { "status", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_mentions_discovery_id",
                table: "mentions",
                column: "discovery_id");

            migrationBuilder.CreateIndex(
                name: "ix_mentions_tool_id_discovery_id",
                table: "mentions",
                columns: new[] { "tool_id", "discovery_id" });

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
                column: "relevance_score");

            migrationBuilder.CreateIndex(
                name: "ix_tools_reviewed_at",
                table: "tools",
                column: "reviewed_at");

            migrationBuilder.CreateIndex(
                name: "ix_tools_status_relevance_score",
                table: "tools",
                columns: new[] { "status", "relevance_score" });

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

            SqliteObjects.CreateToolSearch(migrationBuilder);
            SqliteObjects.GuardAuditLog(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            SqliteObjects.DropToolSearch(migrationBuilder);

            migrationBuilder.DropTable(
                name: "api_tokens");

            migrationBuilder.DropTable(
                name: "audit_log");

            migrationBuilder.DropTable(
                name: "changelog");

            migrationBuilder.DropTable(
                name: "claims");

            migrationBuilder.DropTable(
                name: "decisions");

            migrationBuilder.DropTable(
                name: "duplicate_pairs");

            migrationBuilder.DropTable(
                name: "events");

            migrationBuilder.DropTable(
                name: "job_logs");

            migrationBuilder.DropTable(
                name: "mentions");

            migrationBuilder.DropTable(
                name: "saved_views");

            migrationBuilder.DropTable(
                name: "schedules");

            migrationBuilder.DropTable(
                name: "settings");

            migrationBuilder.DropTable(
                name: "tool_aliases");

            migrationBuilder.DropTable(
                name: "tool_merges");

            migrationBuilder.DropTable(
                name: "tool_snapshots");

            migrationBuilder.DropTable(
                name: "jobs");

            migrationBuilder.DropTable(
                name: "discoveries");

            migrationBuilder.DropTable(
                name: "users");

            migrationBuilder.DropTable(
                name: "tools");

            migrationBuilder.DropTable(
                name: "sources");
        }
    }
}

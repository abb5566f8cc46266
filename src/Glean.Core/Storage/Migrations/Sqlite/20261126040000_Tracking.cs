using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Glean.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Tracking : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "page_id",
                table: "tool_snapshots",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "plans",
                table: "tool_snapshots",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "acknowledged_at",
                table: "changelog",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "acknowledged_by",
                table: "changelog",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "after_snapshot_id",
                table: "changelog",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "before_snapshot_id",
                table: "changelog",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "details",
                table: "changelog",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "page_id",
                table: "changelog",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "claim_proposals",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tool_id = table.Column<long>(type: "INTEGER", nullable: false),
                    change_id = table.Column<long>(type: "INTEGER", nullable: false),
                    claim_id = table.Column<long>(type: "INTEGER", nullable: true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    claim_type = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    quote = table.Column<string>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "open"),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    decided_at = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claim_proposals", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "price_plans",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tool_id = table.Column<long>(type: "INTEGER", nullable: false),
                    page_id = table.Column<long>(type: "INTEGER", nullable: false),
                    plan_key = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    amount = table.Column<decimal>(type: "TEXT", nullable: true),
                    currency = table.Column<string>(type: "TEXT", nullable: true),
                    period = table.Column<string>(type: "TEXT", nullable: true),
                    unit = table.Column<string>(type: "TEXT", nullable: true),
                    prices = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "[]"),
                    limits = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "[]"),
                    valid_from = table.Column<string>(type: "TEXT", nullable: false),
                    valid_to = table.Column<string>(type: "TEXT", nullable: true),
                    ended_by = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_price_plans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "robots_rules",
                columns: table => new
                {
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false, defaultValue: ""),
                    etag = table.Column<string>(type: "TEXT", nullable: true),
                    last_modified = table.Column<string>(type: "TEXT", nullable: true),
                    fetched_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_robots_rules", x => x.origin);
                });

            migrationBuilder.CreateTable(
                name: "tool_pages",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tool_id = table.Column<long>(type: "INTEGER", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "other"),
                    added_by_person = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: true),
                    state = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "new"),
                    state_reason = table.Column<string>(type: "TEXT", nullable: true),
                    etag = table.Column<string>(type: "TEXT", nullable: true),
                    last_modified = table.Column<string>(type: "TEXT", nullable: true),
                    last_checked_at = table.Column<string>(type: "TEXT", nullable: true),
                    last_changed_at = table.Column<string>(type: "TEXT", nullable: true),
                    next_check_at = table.Column<string>(type: "TEXT", nullable: true),
                    interval_hours = table.Column<double>(type: "REAL", nullable: false, defaultValue: 0.0),
                    consecutive_failures = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    snapshot_id = table.Column<long>(type: "INTEGER", nullable: true),
                    proposed_url = table.Column<string>(type: "TEXT", nullable: true),
                    moving = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tool_pages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "page_mutes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    page_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    pattern = table.Column<string>(type: "TEXT", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "claim_proposals");

            migrationBuilder.DropTable(
                name: "page_mutes");

            migrationBuilder.DropTable(
                name: "price_plans");

            migrationBuilder.DropTable(
                name: "robots_rules");

            migrationBuilder.DropTable(
                name: "tool_pages");

            // EF would build both tables anew, outside a transaction.
            migrationBuilder.Sql(
                """
                ALTER TABLE tool_snapshots DROP COLUMN page_id;
                ALTER TABLE tool_snapshots DROP COLUMN plans;
                ALTER TABLE changelog DROP COLUMN acknowledged_at;
                ALTER TABLE changelog DROP COLUMN acknowledged_by;
                ALTER TABLE changelog DROP COLUMN after_snapshot_id;
                ALTER TABLE changelog DROP COLUMN before_snapshot_id;
                ALTER TABLE changelog DROP COLUMN details;
                ALTER TABLE changelog DROP COLUMN page_id;
                """);
        }
    }
}

using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Glean.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LlmUse : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "logo_url",
                table: "tools",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "pricing_url",
                table: "tools",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "group_id",
                table: "claims",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "stated_confidence",
                table: "claims",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "voices",
                table: "claims",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateTable(
                name: "llm_batches",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    mark = table.Column<string>(type: "TEXT", nullable: false),
                    provider_id = table.Column<string>(type: "TEXT", nullable: true),
                    provider = table.Column<string>(type: "TEXT", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: false),
                    reader = table.Column<string>(type: "TEXT", nullable: false),
                    job_id = table.Column<string>(type: "TEXT", nullable: true),
                    questions = table.Column<string>(type: "TEXT", nullable: false),
                    reserved_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    reserved_usd = table.Column<double>(type: "REAL", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    ended_at = table.Column<string>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_llm_batches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "llm_usage",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    call = table.Column<string>(type: "TEXT", nullable: false),
                    job_id = table.Column<string>(type: "TEXT", nullable: true),
                    discovery_id = table.Column<long>(type: "INTEGER", nullable: true),
                    source_id = table.Column<long>(type: "INTEGER", nullable: true),
                    provider = table.Column<string>(type: "TEXT", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: false),
                    input_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    cached_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    cache_write_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    output_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    cost_usd = table.Column<double>(type: "REAL", nullable: false),
                    batch = table.Column<bool>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_llm_usage", x => x.id);
                });

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "llm_batches");

            migrationBuilder.DropTable(
                name: "llm_usage");

            // By hand: EF would build the tables anew, and with them lose the triggers that keep the search.
            migrationBuilder.Sql("UPDATE claims SET confidence = stated_confidence WHERE stated_confidence IS NOT NULL;");
            migrationBuilder.Sql("ALTER TABLE tools DROP COLUMN logo_url;");
            migrationBuilder.Sql("ALTER TABLE tools DROP COLUMN pricing_url;");
            migrationBuilder.Sql("ALTER TABLE claims DROP COLUMN group_id;");
            migrationBuilder.Sql("ALTER TABLE claims DROP COLUMN stated_confidence;");
            migrationBuilder.Sql("ALTER TABLE claims DROP COLUMN voices;");
        }
    }
}

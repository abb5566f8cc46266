using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Glean.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Judgement : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "queue_rank",
                table: "tools",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "snoozed_until",
                table: "tools",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "decided_by",
                table: "duplicate_pairs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "likelihood",
                table: "duplicate_pairs",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<string>(
                name: "speaks_against",
                table: "duplicate_pairs",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "speaks_for",
                table: "duplicate_pairs",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "decisions",
                type: "TEXT",
                nullable: false,
                defaultValue: "decision");

            migrationBuilder.AddColumn<string>(
                name: "reasons",
                table: "decisions",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "undone_by",
                table: "decisions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "resolution",
                table: "claims",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "resolved_at",
                table: "claims",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "resolved_by",
                table: "claims",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "opinions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    tool_id = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    user_id = table.Column<long>(type: "INTEGER", nullable: true),
                    verdict = table.Column<string>(type: "TEXT", nullable: false),
                    reasons = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "[]"),
                    comment = table.Column<string>(type: "TEXT", nullable: true),
                    given_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opinions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rankers",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    trained_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    decisions = table.Column<int>(type: "INTEGER", nullable: false),
                    share = table.Column<double>(type: "REAL", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: false),
                    report = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rankers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "renames",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    discovery_id = table.Column<long>(type: "INTEGER", nullable: false),
                    former = table.Column<string>(type: "TEXT", nullable: false),
                    present = table.Column<string>(type: "TEXT", nullable: false),
                    quote = table.Column<string>(type: "TEXT", nullable: false),
                    @explicit = table.Column<bool>(name: "explicit", type: "INTEGER", nullable: false),
                    voice = table.Column<string>(type: "TEXT", nullable: false)
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
                name: "watermarks",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watermarks", x => x.name);
                });

            migrationBuilder.CreateIndex(
                name: "ix_tools_status_queue_rank",
                table: "tools",
                columns: new[] { "status", "queue_rank" });

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_pairs_second_id",
                table: "duplicate_pairs",
                column: "second_id");

            migrationBuilder.CreateIndex(
                name: "ix_opinions_tool_id_actor",
                table: "opinions",
                columns: new[] { "tool_id", "actor" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_renames_discovery_id",
                table: "renames",
                column: "discovery_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "opinions");

            migrationBuilder.DropTable(
                name: "rankers");

            migrationBuilder.DropTable(
                name: "renames");

            migrationBuilder.DropTable(
                name: "watermarks");

            // EF would rebuild the tables, and a rebuilt table loses its triggers.
            migrationBuilder.Sql(
                """
                DROP INDEX ix_tools_status_queue_rank;
                DROP INDEX ix_duplicate_pairs_second_id;
                ALTER TABLE tools DROP COLUMN queue_rank;
                ALTER TABLE tools DROP COLUMN snoozed_until;
                ALTER TABLE duplicate_pairs DROP COLUMN decided_by;
                ALTER TABLE duplicate_pairs DROP COLUMN likelihood;
                ALTER TABLE duplicate_pairs DROP COLUMN speaks_against;
                ALTER TABLE duplicate_pairs DROP COLUMN speaks_for;
                DELETE FROM decisions WHERE kind <> 'decision';
                ALTER TABLE decisions DROP COLUMN kind;
                ALTER TABLE decisions DROP COLUMN reasons;
                ALTER TABLE decisions DROP COLUMN undone_by;
                ALTER TABLE claims DROP COLUMN resolution;
                ALTER TABLE claims DROP COLUMN resolved_at;
                ALTER TABLE claims DROP COLUMN resolved_by;
                """);
        }
    }
}

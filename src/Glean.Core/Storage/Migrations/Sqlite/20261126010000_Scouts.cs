using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Glean.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Scouts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "cursor",
                table: "sources",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "quota_limit",
                table: "sources",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "quota_remaining",
                table: "sources",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "quota_resets_at",
                table: "sources",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "sightings",
                columns: table => new
                {
                    discovery_id = table.Column<long>(type: "INTEGER", nullable: false),
                    source_id = table.Column<long>(type: "INTEGER", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: false),
                    seen_at = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
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

            // What was found before was seen where it was found.
            migrationBuilder.Sql(
                "INSERT INTO sightings (discovery_id, source_id, url, seen_at) SELECT id, coalesce(feed_id, source_id), source_url, discovered_at FROM discoveries;");

            migrationBuilder.CreateIndex(
                name: "ix_sightings_source_id_seen_at",
                table: "sightings",
                columns: new[] { "source_id", "seen_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sightings");

            // EF would rebuild the table; the discoveries below it must not notice.
            migrationBuilder.Sql(
                """
                ALTER TABLE sources DROP COLUMN cursor;
                ALTER TABLE sources DROP COLUMN quota_limit;
                ALTER TABLE sources DROP COLUMN quota_remaining;
                ALTER TABLE sources DROP COLUMN quota_resets_at;
                """);
        }
    }
}

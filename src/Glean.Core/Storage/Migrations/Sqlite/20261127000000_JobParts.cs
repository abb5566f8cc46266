using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Glean.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class JobParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "part_of",
                table: "jobs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_jobs_part_of",
                table: "jobs",
                column: "part_of");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Rebuilding the table, as EF would, is not needed to take a column away.
            migrationBuilder.Sql(
                """
                DROP INDEX ix_jobs_part_of;
                ALTER TABLE jobs DROP COLUMN part_of;
                """);
        }
    }
}

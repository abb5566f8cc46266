using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Glean.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "part_of",
                table: "jobs",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_part_of",
                table: "jobs",
                column: "part_of");

            PostgresObjects.CreateToolSearch(migrationBuilder);
            PostgresObjects.IndexDiscoveries(migrationBuilder);
            PostgresObjects.GuardAuditLog(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            PostgresObjects.DropAuditGuard(migrationBuilder);
            PostgresObjects.DropToolSearch(migrationBuilder);

            migrationBuilder.DropIndex(
                name: "ix_jobs_part_of",
                table: "jobs");

            migrationBuilder.DropColumn(
                name: "part_of",
                table: "jobs");
        }
    }
}

using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Glean.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DiscoveryCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => PostgresObjects.CountDiscoveries(migrationBuilder);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => PostgresObjects.DropDiscoveryCounts(migrationBuilder);
    }
}

using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Glean.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DiscoveryIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => SqliteObjects.IndexDiscoveries(migrationBuilder);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => SqliteObjects.DropDiscoveryIndexes(migrationBuilder);
    }
}

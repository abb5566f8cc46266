using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace Glean.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ToolSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            PostgresObjects.MoveToolSearch(migrationBuilder);
            PostgresObjects.CountInOrder(migrationBuilder);

            migrationBuilder.DropIndex(
                name: "ix_tools_search_words",
                table: "tools");

            migrationBuilder.DropColumn(
                name: "search_words",
                table: "tools");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<NpgsqlTsVector>(
                name: "search_words",
                table: "tools",
                type: "tsvector",
                nullable: true,
                defaultValueSql: "''::tsvector");

            migrationBuilder.CreateIndex(
                name: "ix_tools_search_words",
                table: "tools",
                column: "search_words")
                .Annotation("Npgsql:IndexMethod", "GIN");

            PostgresObjects.MoveToolSearchBack(migrationBuilder);
            PostgresObjects.CountInAnyOrder(migrationBuilder);
        }
    }
}

ALTER TABLE "jobs" ADD "part_of" TEXT NULL;

CREATE INDEX "ix_jobs_part_of" ON "jobs" ("part_of");

INSERT INTO "__EFMigrationsHistory" ("migration_id", "product_version")
VALUES ('20261127000000_JobParts', '10.0.15');

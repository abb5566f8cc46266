# The commands of this project; `make` alone lists them.
SHELL := /bin/sh
CONFIGURATION ?= Release
RID ?= $(shell dotnet msbuild -nologo -getProperty:NETCoreSdkPortableRuntimeIdentifier src/Glean.Cli/Glean.Cli.csproj)
# Where there is no Node, or with SKIP_UI=true, a prebuilt web interface is taken from web/dist.
SKIP_UI ?= $(if $(shell command -v npm),false,true)
WITH_UI := $(if $(filter true,$(SKIP_UI)),,-p:BuildUi=true)
ANALYZER ?= rules
CORPORA := $(or $(GLEAN_CORPORA),../shared/corpora)
GLEAN := dotnet src/Glean.Cli/bin/$(CONFIGURATION)/net10.0/glean.dll

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

.PHONY: help build run test lint ui ui-test publish bench bench-api bench-scale soak-api soak instances test-postgres memory archive sbom replay-image openapi migrations corpora eval lock clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

build: ## Build everything; warnings are errors
	dotnet build Glean.slnx -c $(CONFIGURATION)

run: ## The server in development mode, on an empty database with the pipeline on sample texts first; Ctrl-C ends it
	dotnet build src/Glean.Cli/Glean.Cli.csproj -c $(CONFIGURATION) -v quiet $(WITH_UI)
	@GLEAN_ENVIRONMENT=development exec $(GLEAN) serve --demo

test: ## All tests
	sh scripts/test.sh $(CONFIGURATION)

ui: ## The web interface at web/dist, where its sources are newer; needs Node 20
	dotnet msbuild src/Glean.Cli/Glean.Cli.csproj -nologo -v:minimal -t:BuildUi -p:BuildUi=true

ui-test: ui ## Types, formatting and tests of the web interface; then in Chromium against the program
	cd web && npm run check
	dotnet build src/Glean.Cli/Glean.Cli.csproj -c $(CONFIGURATION) -v quiet
	cd web && npm run e2e

lint: ## Formatting, analyzers and known vulnerabilities
	dotnet restore Glean.slnx
	dotnet format Glean.slnx --verify-no-changes --no-restore
	dotnet build Glean.slnx -c $(CONFIGURATION) --no-restore
	dotnet list Glean.slnx package --vulnerable --include-transitive

publish: ## The ReadyToRun program at dist/glean, with the web interface; SKIP_UI=true takes a prebuilt one from web/dist
	rm -rf dist
	dotnet publish src/Glean.Cli/Glean.Cli.csproj -c Release -r $(RID) --self-contained false -p:PublishReadyToRun=true -p:SkipUi=$(SKIP_UI) -o dist
	@echo "dist/glean is ready: dist/glean --help"

bench: ## Benchmarks of the hot paths; the figures of record are in benchmarks/README.md
	dotnet run --project benchmarks/Glean.Benchmarks -c Release -- --filter '*'

bench-api: publish ## Rate, latency and memory of the published server on 10,000 and 100,000 tools (needs wrk, sqlite3)
	sh scripts/bench-api.sh

bench-scale: publish ## Lists, searches, counts, curation and reports with 1,000,000 discoveries and 100,000 tools in GLEAN_DATABASE_URL (needs psql, wrk)
	sh scripts/bench-scale.sh

soak-api: ## CLIENTS=32 that read and write for SECONDS=60 beside four commands that write
	dotnet build tests/Glean.Tests/Glean.Tests.csproj -c $(CONFIGURATION) -v quiet
	GLEAN_SOAK_SECONDS=$(or $(SECONDS),60) GLEAN_SOAK_CLIENTS=$(or $(CLIENTS),32) dotnet tests/Glean.Tests/bin/$(CONFIGURATION)/net10.0/Glean.Tests.dll -diagnostics -class Glean.Tests.Reliability.ServerUnderLoadTests

soak: ## MINUTES=20 of everything at once, with kill -9 and faults upstream; in the end nothing may be lost or doubled (SEED=… repeats one)
	dotnet build tests/Glean.Tests/Glean.Tests.csproj -c $(CONFIGURATION) -v quiet
	GLEAN_SOAK_MINUTES=$(or $(MINUTES),20) GLEAN_SOAK_SEED=$(SEED) dotnet tests/Glean.Tests/bin/$(CONFIGURATION)/net10.0/Glean.Tests.dll -diagnostics -explicit only -class Glean.Tests.Reliability.Soak.SoakTests

instances: publish ## Three workers on PostgreSQL, one suspended past its lease, the database away for a minute, one worker against four (needs postgresql)
	dotnet build tests/Glean.Tests/Glean.Tests.csproj -c $(CONFIGURATION) -v quiet
	GLEAN_TEST_PROGRAM=$(CURDIR)/dist/glean.dll dotnet tests/Glean.Tests/bin/$(CONFIGURATION)/net10.0/Glean.Tests.dll -diagnostics -explicit on -class Glean.Tests.Reliability.Instances.SeveralInstancesTests

test-postgres: ## All tests but those of the SQLite file, on a PostgreSQL cluster of their own (needs postgresql)
	GLEAN_TEST_DATABASE=postgres sh scripts/test.sh $(CONFIGURATION) -trait- "database=file"

memory: ## 100,000 discoveries through every stage, each process held to 512 MB (root, cgroups)
	dotnet build src/Glean.Cli/Glean.Cli.csproj -c $(CONFIGURATION) -v quiet
	sh scripts/memory.sh $(GLEAN)

archive: ## A self-contained archive in artifacts/ for RID (linux-x64, linux-arm64, osx-arm64, win-x64)
	sh scripts/archive.sh $(RID)

sbom: ## What is in the program, as CycloneDX files in artifacts/: the packages of .NET and those of the web interface
	dotnet tool restore
	mkdir -p artifacts
	dotnet CycloneDX src/Glean.Cli/Glean.Cli.csproj --recursive --output-format Json --output artifacts --filename glean.cdx.json
	cd web && npm sbom --package-lock-only --omit dev --sbom-format cyclonedx > ../artifacts/glean-web.cdx.json

replay-image: ## Build the content of the container image without Docker and start it as an unprivileged user (root, debootstrap)
	bash scripts/replay-dockerfile.sh

openapi: ## Write openapi.json anew from the routes
	dotnet build tests/Glean.Tests/Glean.Tests.csproj -c $(CONFIGURATION) -v quiet
	GLEAN_UPDATE_OPENAPI=1 dotnet tests/Glean.Tests/bin/$(CONFIGURATION)/net10.0/Glean.Tests.dll -method "*description_of_the_api*"

migrations: ## Write the SQL of the migrations anew, as EF makes it
	dotnet build tests/Glean.Tests/Glean.Tests.csproj -c $(CONFIGURATION) -v quiet
	GLEAN_UPDATE_MIGRATIONS=1 dotnet tests/Glean.Tests/bin/$(CONFIGURATION)/net10.0/Glean.Tests.dll -method "*The_SQL_of_a_migration*"

corpora: ## How Glean fares on recorded real data, where that is at hand (GLEAN_CORPORA)
	dotnet run --project tests/Glean.Corpora -c Release

eval: ## How well the analyzer reads: on our own labelled texts, and on recorded ones where they are at hand; ANALYZER=… takes another
	dotnet build src/Glean.Cli/Glean.Cli.csproj -c $(CONFIGURATION) -v quiet
	@echo "Our own texts, on which the rules were fitted:"
	@$(GLEAN) eval tests/Glean.Tests/Analysis/Labelled/*.jsonl --analyzer $(ANALYZER)
	@echo
	@if [ -f "$(CORPORA)/extraction/labelled.jsonl" ]; then echo "Recorded texts:"; $(GLEAN) eval "$(CORPORA)/extraction/labelled.jsonl" --analyzer $(ANALYZER); \
	else echo "RECORDED TEXTS ARE ABSENT: there is no $(CORPORA)/extraction/labelled.jsonl; GLEAN_CORPORA may name another folder."; fi

lock: ## Write the lock files anew after a change of packages
	dotnet restore Glean.slnx -p:UpdateLocks=true --force-evaluate

clean: ## Remove what was built
	rm -rf dist artifacts web/dist web/node_modules web/tools/node_modules
	find src tests benchmarks -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +

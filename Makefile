# The commands of this project; `make` alone lists them.
SHELL := /bin/sh
CONFIGURATION ?= Release
RID ?= $(shell dotnet msbuild -nologo -getProperty:NETCoreSdkPortableRuntimeIdentifier src/Glean.Cli/Glean.Cli.csproj)
ANALYZER ?= rules
CORPORA := $(or $(GLEAN_CORPORA),../shared/corpora)
GLEAN := dotnet src/Glean.Cli/bin/$(CONFIGURATION)/net10.0/glean.dll

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

.PHONY: help build run test lint publish bench bench-api openapi corpora eval lock clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

build: ## Build everything; warnings are errors
	dotnet build Glean.slnx -c $(CONFIGURATION)

run: ## The main job on the embedded default: the whole pipeline on sample texts
	dotnet build src/Glean.Cli/Glean.Cli.csproj -c $(CONFIGURATION) -v quiet
	GLEAN_ENVIRONMENT=development $(GLEAN) pipeline --demo
	@echo
	GLEAN_ENVIRONMENT=development $(GLEAN) status

test: ## All tests
	sh scripts/test.sh $(CONFIGURATION)

lint: ## Formatting, analyzers and known vulnerabilities
	dotnet restore Glean.slnx
	dotnet format Glean.slnx --verify-no-changes --no-restore
	dotnet build Glean.slnx -c $(CONFIGURATION) --no-restore
	dotnet list Glean.slnx package --vulnerable --include-transitive

publish: ## The ReadyToRun program at dist/glean
	rm -rf dist
	dotnet publish src/Glean.Cli/Glean.Cli.csproj -c Release -r $(RID) --self-contained false -p:PublishReadyToRun=true -o dist
	@echo "dist/glean is ready: dist/glean --help"

bench: ## Benchmarks of the hot paths; the figures of record are in benchmarks/README.md
	dotnet run --project benchmarks/Glean.Benchmarks -c Release -- --filter '*'

bench-api: ## Requests a second of a running server: make bench-api URL=http://127.0.0.1:8000 TOKEN=…
	sh scripts/bench-api.sh "$(URL)" "$(TOKEN)"

openapi: ## Write openapi.json anew from the routes
	dotnet build tests/Glean.Tests/Glean.Tests.csproj -c $(CONFIGURATION) -v quiet
	GLEAN_UPDATE_OPENAPI=1 dotnet tests/Glean.Tests/bin/$(CONFIGURATION)/net10.0/Glean.Tests.dll -method "*description_of_the_api*"

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
	rm -rf dist artifacts
	find src tests benchmarks -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +

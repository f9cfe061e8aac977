# What one does with Tally, by name. Everything but demo-trace needs a JDK 17 or later and nothing else.

SHELL := /bin/sh
MVN = ./mvnw $(MVNFLAGS)
JAVA = $(if $(JAVA_HOME),"$(JAVA_HOME)/bin/java",java)
JAR = target/quarkus-app/quarkus-run.jar

.DEFAULT_GOAL := help
.PHONY: help run dev test token demo-trace openapi format clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1#\2/p' Makefile | while IFS='#' read -r name what; do printf '  make %-11s %s\n' "$$name" "$$what"; done

run: $(JAR) ## build what is missing and serve on port 8080, with a database in .tally and a demo
	@TALLY_DEMO=true exec $(JAVA) -jar $(JAR)

dev: ## serve from the sources and reload what changes (Quarkus's dev mode), on the same database
	@TALLY_DEMO=true $(MVN) quarkus:dev -Dspotless.check.skip=true

test: ## check everything: format, compiler, tests, dependencies
	@$(MVN) verify

token: $(JAR) ## print a JSON Web Token for the demo, to try one
	@TALLY_DEMO=true exec $(JAVA) -jar $(JAR) token

# A name with a space in it is more than make can pass on: call the script itself.
demo-trace: ## post traces as events: TALLY_KEY=... make demo-trace FILE="a.csv b.csv"
	@src/main/sh/demo-trace $(FILE)

openapi: ## copy the OpenAPI document that the service serves to src/docs/openapi.yaml
	@$(MVN) -q test -Dtest=OpenApiDriftTest -Dopenapi.write=true

format: ## put the Java sources in order
	@$(MVN) -q spotless:apply

clean: ## delete what was built; the database stays
	@$(MVN) -q clean

# Folders are among the prerequisites, so that a deleted source counts as a change too.
$(JAR): pom.xml $(shell find src/main)
	@echo 'Building Tally. The first time this downloads its libraries and takes some minutes.'
	@$(MVN) -q package -Dmaven.test.skip=true -Dspotless.check.skip=true
	@touch $@

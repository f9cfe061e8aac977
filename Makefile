# What one does with Tally, by name. Everything but demo-trace and audit needs a JDK 17 or later and nothing else.

SHELL := /bin/sh
MVN = ./mvnw $(MVNFLAGS)
JAVA = $(if $(JAVA_HOME),"$(JAVA_HOME)/bin/java",java)
JAR = target/quarkus-app/quarkus-run.jar
NATIVE = target/tally-1.0.0-SNAPSHOT-runner
# Of the last native build; that of the jar writes over the other one.
NATIVE_ARTIFACT = target/native-artifact.properties
# Of the jar and all that is in it: CycloneDX.
SBOM = target/bom.json
EVENTS = 1000000
MINUTES = 10
REQUESTS = 20000
BENCH_CLASSES = target/bench.classpath
BENCH_CLASSPATH = -cp "target/test-classes:target/classes:$$(cat $(BENCH_CLASSES))"
# BENCHFLAGS adds to them; dev.tally.bench.Options says what there is.
BENCH_OPTIONS = -Xmx512m -Djava.util.logging.manager=org.jboss.logmanager.LogManager -Dbench.events=$(EVENTS) $(BENCHFLAGS)

.DEFAULT_GOAL := help
.PHONY: help run dev test native test-native bench bench-native bench-fair bench-fold overload soak fuzz audit token demo-trace openapi lock format clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1#\2/p' Makefile | while IFS='#' read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

run: $(JAR) ## build what is missing and serve on port 8080, with a database in .tally and a demo
	@TALLY_DEMO=true TALLY_LOG_JSON=$${TALLY_LOG_JSON:-false} exec $(JAVA) -jar $(JAR)

dev: ## serve from the sources and reload what changes (Quarkus's dev mode), on the same database
	@TALLY_DEMO=true $(MVN) quarkus:dev -Dspotless.check.skip=true

test: ## check everything: format, compiler, tests, dependencies
	@$(MVN) verify

native: $(NATIVE) ## build the native executable, target/tally-*-runner, with the GraalVM in GRAALVM_HOME

test-native: $(NATIVE) ## check the native executable with the tests that speak HTTP
	@cp $(NATIVE_ARTIFACT) target/quarkus-artifact.properties
	@$(MVN) verify -Dnative -Dquarkus.build.skip=true

fuzz: $(JAR) $(BENCH_CLASSES) ## send hostile requests to a service of its own: make fuzz REQUESTS=20000 [SEED=n]
	@exec $(JAVA) $(BENCH_CLASSPATH) -Djava.util.logging.manager=org.jboss.logmanager.LogManager -Dfuzz.requests=$(REQUESTS) \
	  $(if $(SEED),-Dfuzz.seed=$(SEED)) dev.tally.fuzz.Fuzz

audit: $(SBOM) ## list the libraries that are known to be vulnerable; needs osv-scanner, version 2, and the internet
	@command -v osv-scanner >/dev/null || { echo 'make audit needs osv-scanner: https://google.github.io/osv-scanner' >&2; exit 1; }
	@osv-scanner scan source --lockfile=$(SBOM)

bench: $(JAR) $(BENCH_CLASSES) ## measure, on a database of its own: make bench EVENTS=1000000
	@exec $(JAVA) $(BENCH_CLASSPATH) $(BENCH_OPTIONS) dev.tally.bench.Bench

bench-native: $(JAR) $(NATIVE) $(BENCH_CLASSES) ## measure the native executable against the jar: make bench-native EVENTS=1000000
	@exec $(JAVA) $(BENCH_CLASSPATH) -Dnative.image.path=$(NATIVE) -Dbench.result=target/bench-native.json $(BENCH_OPTIONS) \
	  dev.tally.bench.NativeBench

bench-fair: $(JAR) $(BENCH_CLASSES) ## measure how much one account's flood of heavy queries slows another account down
	@exec $(JAVA) $(BENCH_CLASSPATH) -Dbench.result=target/bench-fair.json $(BENCH_OPTIONS) dev.tally.bench.FairBench

bench-fold: $(BENCH_CLASSES) ## measure how many events a core folds a second, and the garbage they make
	@exec $(JAVA) $(BENCH_CLASSPATH) org.openjdk.jmh.Main dev.tally.bench.FoldBenchmark -prof gc

overload: $(JAR) $(BENCH_CLASSES) ## send twice the events that the service can take, and see that it bears it
	@exec $(JAVA) $(BENCH_CLASSPATH) $(BENCH_OPTIONS) $(OVERLOADFLAGS) dev.tally.bench.Overload

soak: $(JAR) $(BENCH_CLASSES) ## everything at once under kills, exact in the end: make soak MINUTES=10
	@exec $(JAVA) $(BENCH_CLASSPATH) $(BENCH_OPTIONS) -Dsoak.minutes=$(MINUTES) $(SOAKFLAGS) dev.tally.crash.Soak

token: $(JAR) ## print a JSON Web Token for the demo, to try one
	@TALLY_DEMO=true exec $(JAVA) -jar $(JAR) token

# A name with a space in it is more than make can pass on: call the script itself.
demo-trace: ## post traces as events: TALLY_KEY=... make demo-trace FILE="a.csv b.csv"
	@src/main/sh/demo-trace $(FILE)

openapi: ## copy the OpenAPI document that the service serves to src/docs/openapi.yaml
	@$(MVN) -q test -Dtest=OpenApiDriftTest -Dopenapi.write=true

lock: ## write down the libraries of the build and their bytes, after a change of them, in .mvn/dependencies.lock.json
	@$(MVN) -q dependency-lock:lock

format: ## put the Java sources in order
	@$(MVN) -q spotless:apply

clean: ## delete what was built; the database stays
	@$(MVN) -q clean

# Folders are among the prerequisites, so that a deleted source counts as a change too.
$(JAR): pom.xml $(shell find src/main)
	@echo 'Building Tally. The first time this downloads its libraries and takes some minutes.'
	@$(MVN) -q package -Dmaven.test.skip=true -Dspotless.check.skip=true
	@touch $@

$(SBOM): $(JAR)
	@test -f $@ && touch $@

$(NATIVE): pom.xml $(shell find src/main)
	@for one in native-image docker podman; do command -v $$one && break; done >/dev/null || test -n "$$GRAALVM_HOME" || \
	  { echo 'make native needs GraalVM or Mandrel, version 25, in GRAALVM_HOME, or Docker.' >&2; exit 1; }
	@echo 'Building the native executable. This takes some minutes and 6 GB of memory.'
	@$(MVN) -q package -Dnative -Dmaven.test.skip=true $(NATIVEFLAGS)
	@cp target/quarkus-artifact.properties $(NATIVE_ARTIFACT)
	@touch $@

# The benchmarks are compiled with the tests, and use their libraries.
$(BENCH_CLASSES): pom.xml $(shell find src/main src/test/java)
	@$(MVN) -q test-compile dependency:build-classpath -Dmdep.outputFile=$@ -Dspotless.check.skip=true
	@touch $@

# Everything a checkout can do. The work is in scripts/.
.PHONY: run check api docs bench fuzz fmt

# Builds what changed and starts Muster in the foreground; DEMO=1 fills it with three organizations.
run:
	@exec env $(if $(DEMO),MUSTER_DEMO=$(DEMO)) scripts/run.sh

# All that must hold before a change is merged: formats, compilers, tests, journeys in a browser.
check:
	@exec scripts/check.sh

# Writes the description of the API and the console's types anew, after an operation changed.
api:
	@exec scripts/api.sh

# Draws the picture of the modules in docs/architecture.md anew, after a module began to use another.
docs:
	@exec scripts/docs.sh

# Measures against the goals: results go to bench/results.
bench:
	@exec scripts/bench.sh

# Feeds the readers of strangers' texts what a fuzzer comes up with: MINUTES=10 each, TARGET=part of a name.
fuzz:
	@exec env MINUTES="$(MINUTES)" TARGET="$(TARGET)" scripts/fuzz.sh

# Brings Java and console sources into their one format.
fmt:
	@exec scripts/fmt.sh

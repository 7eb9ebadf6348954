/*
 * What connections cost that say nothing: memory each, CPU of all, over a span in which each is
 * pinged at least once (the server's interval must be shorter than the span).
 */
#include <stdio.h>

#include "run.h"

struct idle {
	struct run *run;
	int64_t begin_at, end_at;
};

static void on_turn(struct load *load)
{
	struct idle *idle = load_measure_ctx(load);
	struct run *run = idle->run;
	int64_t now = load_turn_ns(load);

	if (idle->begin_at == 0) {
		if (load_ready_count(load) != run->config.count)
			return;
		idle->begin_at = now + (int64_t)(run->warm_up * 1e9);
		idle->end_at = idle->begin_at + (int64_t)(run->seconds * 1e9);
	}
	if (run->from_ns == 0 && now >= idle->begin_at)
		run_begin(run);
	if (now >= idle->end_at) {
		run_end(run);
		load_stop(load);
	}
	load_wake_at(load, run->from_ns == 0 ? idle->begin_at : idle->end_at);
}

int run_idle(struct run *run)
{
	static const struct load_measure measure = { .turn = on_turn };
	struct idle idle = { .run = run, .begin_at = 0 };
	struct load *load;
	double grown;

	run->config.count = run->count;
	run->config.measure = &measure;
	run->config.measure_ctx = &idle;
	run_look(run);
	if ((load = load_new(&run->config)) == NULL)
		return 1;
	if (!load_run(load)) {
		load_free(load);
		return 1;
	}
	grown = (double)(run->at_end.rss_kib - run->before.rss_kib);
	result_open(run, "idle");
	result_number("connections", (double)load_ready_count(load));
	result_number("rss_kib_each", grown / (double)run->count);
	result_number("rss_kib_each_with_all", (double)run->at_end.rss_kib / (double)run->count);
	result_close();
	load_free(load);
	return 0;
}

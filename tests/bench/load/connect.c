/*
 * How fast connections come up when all ask at once: TLS, upgrade, and what the dialect needs to be
 * in. The span is from the first connect to the last that is ready.
 */
#include <stdio.h>
#include <stdlib.h>

#include "run.h"

struct connecting {
	struct run *run;
	struct hist latency;
};

static void on_ready(struct load_conn *conn)
{
	struct load *load = load_of(conn);
	struct connecting *connecting = load_measure_ctx(load);

	hist_add(&connecting->latency, load_now_ns() - load_started_ns(conn));
	if (load_ready_count(load) < connecting->run->config.count)
		return;
	run_end(connecting->run);
	load_stop(load);
}

int run_connect(struct run *run)
{
	static const struct load_measure measure = { .ready = on_ready };
	struct connecting *connecting = calloc(1, sizeof(*connecting));
	struct load *load;
	int code = 1;

	if (connecting == NULL)
		return 1;
	connecting->run = run;
	run->config.count = run->count;
	run->config.measure = &measure;
	run->config.measure_ctx = connecting;
	run_look(run);
	if ((load = load_new(&run->config)) != NULL) {
		run_begin(run);
		if (load_run(load))
			code = 0;
	}
	if (code == 0) {
		result_open(run, "connect");
		result_number("connections", (double)run->count);
		result_number("connections_per_s",
			(double)run->count / ((double)(run->to_ns - run->from_ns) / 1e9));
		result_number("connections_per_server_cpu_s",
			run->pid == 0 ? 0
				      : (double)run->count * 1e9 /
					(double)(run->at_end.cpu_ns - run->at_begin.cpu_ns));
		result_latency("latency", &connecting->latency);
		result_close();
	}
	load_free(load);
	free(connecting);
	return code;
}

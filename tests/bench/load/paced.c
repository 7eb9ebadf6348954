/*
 * How long a relayed frame takes at a given rate: sends are due at fixed times, whatever the server
 * does, and a latency counts from when the send was due (no coordinated omission).
 */
#include <stdio.h>
#include <stdlib.h>

#include "run.h"

#define RATE 10000.0 /* where none is given */
#define DRAIN_NS INT64_C(2000000000)
#define LOOK_NS INT64_C(100000000)

struct paced {
	struct run *run;
	bool going;
	int64_t first_at, begin_at, end_at;
	double gap_ns;
	uint64_t due; /* sends that have been made, one after the other by the senders in turn */
	uint64_t wanted, delivered; /* of the sends that were due within the span */
	struct hist latency, late;
};

static int64_t due_at(const struct paced *paced, uint64_t number)
{
	return paced->first_at + (int64_t)((double)number * paced->gap_ns);
}

static bool in_span(const struct paced *paced, int64_t at_ns)
{
	return at_ns >= paced->begin_at && at_ns < paced->end_at;
}

static void on_delivered(struct load_conn *conn, const uint8_t *bytes, size_t len)
{
	struct paced *paced = load_measure_ctx(load_of(conn));
	struct body body;

	if (!body_read(paced->run, conn, bytes, len, &body) || !in_span(paced, body.at_ns))
		return;
	paced->delivered++;
	hist_add(&paced->latency, load_now_ns() - body.at_ns);
}

static void send_due(struct load *load, struct paced *paced)
{
	const struct run *run = paced->run;
	struct body body;

	for (;;) {
		int64_t now = load_now_ns();

		body.at_ns = due_at(paced, paced->due);
		if (body.at_ns > now || body.at_ns >= paced->end_at)
			break;
		/* Neighbours in time are in different rooms. */
		body.sender = (uint32_t)(paced->due % run->rooms * run->room_size +
			paced->due / run->rooms % run->room_size);
		body.sequence = (uint32_t)paced->due++;
		if (in_span(paced, body.at_ns)) {
			paced->wanted += run->room_size - 1;
			hist_add(&paced->late, now - body.at_ns);
		}
		load_relay(load_at(load, body.sender), body_make(run, &body), run->body_len);
	}
	if (body.at_ns < paced->end_at)
		load_wake_at(load, body.at_ns);
}

static void on_turn(struct load *load)
{
	struct paced *paced = load_measure_ctx(load);
	struct run *run = paced->run;
	int64_t now = load_turn_ns(load);

	if (!paced->going) {
		if (load_ready_count(load) != run->config.count)
			return;
		paced->going = true;
		paced->first_at = now + LOOK_NS;
		paced->begin_at = paced->first_at + (int64_t)(run->warm_up * 1e9);
		paced->end_at = paced->begin_at + (int64_t)(run->seconds * 1e9);
	}
	if (run->from_ns == 0 && now >= paced->begin_at)
		run_begin(run);
	send_due(load, paced);
	if (!run->ended && now >= paced->end_at)
		run_end(run);
	if (run->ended && (paced->delivered == paced->wanted || now > paced->end_at + DRAIN_NS))
		load_stop(load);
	load_wake_at(load, now + LOOK_NS);
}

int run_paced(struct run *run)
{
	static const struct load_measure measure = { .delivered = on_delivered, .turn = on_turn };
	struct paced *paced = calloc(1, sizeof(*paced));
	struct load *load = NULL;
	int code = 1;

	if (paced == NULL)
		return 1;
	paced->run = run;
	if (run->rate <= 0)
		run->rate = RATE;
	paced->gap_ns = 1e9 / run->rate;
	run->config.count = run->rooms * run->room_size;
	run->config.measure = &measure;
	run->config.measure_ctx = paced;
	run->config.is_prompt = true;
	run_look(run);
	if ((load = load_new(&run->config)) == NULL || !load_run(load))
		goto out;
	result_open(run, "paced");
	result_number("rate", run->rate);
	result_number("wanted", (double)paced->wanted);
	result_number("delivered", (double)paced->delivered);
	result_latency("latency", &paced->latency);
	result_latency("sent_late", &paced->late);
	result_close();
	code = 0;
out:
	load_free(load);
	free(paced);
	return code;
}

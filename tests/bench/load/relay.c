/*
 * How much a relay carries: every member of every room keeps a window of sends outstanding. A send
 * is over when everyone else in the room has it; then the same member sends again.
 */
#include <stdio.h>
#include <stdlib.h>

#include "run.h"

#define STALL_NS INT64_C(5000000000)
#define LOOK_NS INT64_C(1000000000)

struct sender {
	uint32_t sequence;
	uint32_t got; /* deliveries of the sends that are out */
};

struct relay {
	struct run *run;
	struct sender *senders;
	bool going, stalled;
	int64_t begin_at, end_at, moved_at;
	uint64_t delivered, delivered_before;
	struct hist latency;
};

static void send_one(struct relay *relay, struct load_conn *conn)
{
	struct sender *sender = &relay->senders[load_number(conn)];
	struct body body = {
		.sender = (uint32_t)load_number(conn),
		.sequence = sender->sequence++,
		.at_ns = load_now_ns(),
	};

	load_relay(conn, body_make(relay->run, &body), relay->run->body_len);
}

static void on_delivered(struct load_conn *conn, const uint8_t *bytes, size_t len)
{
	struct load *load = load_of(conn);
	struct relay *relay = load_measure_ctx(load);
	struct sender *sender;
	struct body body;

	if (!body_read(relay->run, conn, bytes, len, &body))
		return;
	relay->delivered++;
	if (relay->run->from_ns != 0)
		hist_add(&relay->latency, load_now_ns() - body.at_ns);
	sender = &relay->senders[body.sender];
	if (++sender->got < relay->run->room_size - 1)
		return;
	sender->got = 0;
	send_one(relay, load_at(load, body.sender));
}

static void go(struct load *load, struct relay *relay)
{
	int64_t now = load_turn_ns(load);

	relay->going = true;
	relay->begin_at = now + (int64_t)(relay->run->warm_up * 1e9);
	relay->end_at = relay->begin_at + (int64_t)(relay->run->seconds * 1e9);
	relay->moved_at = now;
	for (size_t i = 0; i < relay->run->config.count; i++)
		for (size_t k = 0; k < relay->run->window; k++)
			send_one(relay, load_at(load, i));
}

static void on_turn(struct load *load)
{
	struct relay *relay = load_measure_ctx(load);
	struct run *run = relay->run;
	int64_t now = load_turn_ns(load);

	if (!relay->going) {
		if (load_ready_count(load) == run->config.count)
			go(load, relay);
		return;
	}
	if (relay->delivered != relay->delivered_before)
		relay->moved_at = now;
	relay->delivered_before = relay->delivered;
	if (run->from_ns == 0 && now >= relay->begin_at) {
		relay->delivered = relay->delivered_before = 0;
		run_begin(run);
	}
	if (now >= relay->end_at) {
		run_end(run);
		load_stop(load);
	} else if (now - relay->moved_at > STALL_NS) {
		relay->stalled = true;
		load_stop(load);
	}
	load_wake_at(load, now + LOOK_NS);
}

int run_relay(struct run *run)
{
	static const struct load_measure measure = { .delivered = on_delivered, .turn = on_turn };
	struct relay *relay = calloc(1, sizeof(*relay));
	struct load *load = NULL;
	int code = 1;

	run->config.count = run->rooms * run->room_size;
	run->config.measure = &measure;
	run->config.measure_ctx = relay;
	if (relay == NULL ||
		(relay->senders = calloc(run->config.count, sizeof(*relay->senders))) == NULL)
		goto out;
	relay->run = run;
	run_look(run);
	if ((load = load_new(&run->config)) == NULL || !load_run(load))
		goto out;
	if (relay->stalled) {
		fprintf(stderr, "bench_load: nothing was delivered for %d s\n",
			(int)(STALL_NS / 1000000000));
		goto out;
	}
	result_open(run, "relay");
	result_number("delivered", (double)relay->delivered);
	result_number("delivered_per_s",
		(double)relay->delivered / ((double)(run->to_ns - run->from_ns) / 1e9));
	result_number("delivered_per_server_cpu_s",
		run->pid == 0 ? 0
			      : (double)relay->delivered * 1e9 /
				(double)(run->at_end.cpu_ns - run->at_begin.cpu_ns));
	result_latency("latency", &relay->latency);
	result_close();
	code = 0;
out:
	load_free(load);
	if (relay != NULL)
		free(relay->senders);
	free(relay);
	return code;
}

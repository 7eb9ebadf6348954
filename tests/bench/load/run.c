/*
 * What every measurement of bench_load needs around it: usage at both ends of the span, bodies, JSON.
 */
#include <stdio.h>
#include <string.h>

#include "run.h"

void run_look(struct run *run)
{
	if (run->pid != 0)
		run->before = usage_of(run->pid);
}

void run_begin(struct run *run)
{
	if (run->pid != 0)
		run->at_begin = usage_of(run->pid);
	run->own_ns = usage_own_cpu_ns();
	run->from_ns = load_now_ns();
}

void run_end(struct run *run)
{
	run->to_ns = load_now_ns();
	run->own_ns = usage_own_cpu_ns() - run->own_ns;
	if (run->pid != 0)
		run->at_end = usage_of(run->pid);
	run->ended = true;
}

void result_number(const char *name, double value)
{
	printf(",\"%s\":%.6g", name, value);
}

void result_open(const struct run *run, const char *mode)
{
	double wall_ns = (double)(run->to_ns - run->from_ns);
	double own = wall_ns > 0 ? (double)run->own_ns / wall_ns : 0;

	printf("{\"mode\":\"%s\",\"dialect\":\"%s\"", mode, run->config.dialect->name);
	result_number("seconds", wall_ns / 1e9);
	result_number("generator_share", own);
	printf(",\"generator_is_full\":%s", own > USAGE_OWN_MAX ? "true" : "false");
	if (run->pid == 0)
		return;
	result_number("server_processes", run->at_end.processes);
	result_number("server_cpu_s", (double)(run->at_end.cpu_ns - run->at_begin.cpu_ns) / 1e9);
	result_number("server_share",
		wall_ns > 0 ? (double)(run->at_end.cpu_ns - run->at_begin.cpu_ns) / wall_ns : 0);
	result_number("server_rss_kib_before", (double)run->before.rss_kib);
	result_number("server_rss_kib", (double)run->at_end.rss_kib);
}

void result_latency(const char *name, const struct hist *hist)
{
	printf(",\"%s\":{\"count\":%llu", name, (unsigned long long)hist->count);
	result_number("p50_us", (double)hist_at(hist, 0.5) / 1e3);
	result_number("p90_us", (double)hist_at(hist, 0.9) / 1e3);
	result_number("p99_us", (double)hist_at(hist, 0.99) / 1e3);
	result_number("p999_us", (double)hist_at(hist, 0.999) / 1e3);
	result_number("max_us", (double)hist->max_ns / 1e3);
	printf("}");
}

void result_close(void)
{
	printf("}\n");
	fflush(stdout);
}

const uint8_t *body_make(const struct run *run, const struct body *body)
{
	static uint8_t bytes[RUN_BODY_MAX];
	static bool filled;
	uint32_t noise = 1;

	for (size_t i = 0; !filled && i < run->body_len; i++) {
		noise = noise * 1664525 + 1013904223;
		bytes[i] = (uint8_t)(noise >> 24);
	}
	filled = true;
	memcpy(bytes, body, sizeof(*body));
	return bytes;
}

bool body_read(const struct run *run, struct load_conn *conn, const uint8_t *bytes, size_t len,
	struct body *body)
{
	if (len != run->body_len) {
		load_fail(conn, "a body of another length came");
		return false;
	}
	memcpy(body, bytes, sizeof(*body));
	if (body->sender >= run->config.count || body->sender == load_number(conn) ||
		body->sender / run->room_size != load_room(conn)) {
		load_fail(conn, "a body came to where it should not");
		return false;
	}
	return true;
}

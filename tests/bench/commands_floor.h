/*
 * What stands under every durable command, measured alone and in the same run: rows into SQLite as it is
 * set in the store, and Ed25519 by et_crypto on one core. Knows nothing of commands.
 */
#ifndef BENCH_COMMANDS_FLOOR_H
#define BENCH_COMMANDS_FLOOR_H

#include <stddef.h>
#include <stdint.h>

/* A row as large as what a command of the measure writes. */
#define FLOOR_ROW_LEN 1024

/* Things done, in so much time of the clock and of this process. */
struct floor_rate {
	double count, wall_s, cpu_s;
};

double floor_per_s(const struct floor_rate *rate);     /* by the clock */
double floor_per_cpu_s(const struct floor_rate *rate); /* by CPU */

/* Both run for about so long. False: a sentence is on stderr. dir: on the disk that is measured. */
int floor_rows(const char *dir, size_t rows_of_transaction, int64_t for_ms, struct floor_rate *out);
int floor_verify(int64_t for_ms, struct floor_rate *out);

/* For others that count in the same way. */
double floor_now_s(void); /* monotonic */
double floor_cpu_s(void); /* of this process */

#endif

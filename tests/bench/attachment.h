/*
 * What plain TLS moves between two threads of this program over loopback: the measure of ours.
 */
#ifndef BENCH_ATTACHMENT_H
#define BENCH_ATTACHMENT_H

#include <stdbool.h>
#include <stddef.h>

#define ATTACHMENT_LEN ((size_t)10 << 20)

/* Seconds for so many bytes there, until the other end says that it has them; and for the same back. */
struct plain {
	double up_s, down_s;
};

/* TLS 1.3, one connection; each of rounds, in order. False: a sentence is on stderr. */
bool plain_tls(const char *cert, const char *key, size_t len, size_t rounds, struct plain *out);

#endif

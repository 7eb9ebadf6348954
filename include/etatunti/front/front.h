/*
 * The process that touches the network: TLS, the web bundle, WebSockets, limits, and the relay of
 * peer frames within rooms. Talks to core over one socket (ipc.h) and knows neither users nor cases.
 */
#ifndef ETATUNTI_FRONT_FRONT_H
#define ETATUNTI_FRONT_FRONT_H

#include <etatunti/base/env.h>
#include <etatunti/base/types.h>

/* The path that upgrades to a WebSocket, and the subprotocol that it must ask for. */
#define ET_FRONT_WS_PATH "/ws"
#define ET_FRONT_SUBPROTOCOL "etatunti.v1"

struct et_front_limits {
	unsigned conn_max;          /* connections in all; less where RLIMIT_NOFILE asks for it */
	unsigned address_conn_max;  /* per network address (IPv6: per /64) */
	unsigned loopback_conn_max; /* the same for this machine itself */
	unsigned setup_s;           /* for a TLS handshake, for the head of a request */
	unsigned login_deadline_ms; /* from the upgrade to LOGGED_IN */
	unsigned ping_s, hangup_s;  /* silence before a ping, before we hang up */
	unsigned message_burst, message_rate; /* frames at once, then per second, per connection */
	unsigned stray_max;                   /* peer frames that do not belong before we close */
	size_t send_queue_max;                /* bytes waiting for a slow reader before it is cut */
	size_t ipc_queue_max; /* bytes waiting for core before messages are refused */
};

/* conn_max 4096, 256 and 512 an address, 10 s, 10 s, 25 s, 60 s, 240 then 60/s, 20, 4 MiB, 32 MiB. */
void et_front_limits_default(struct et_front_limits *limits);

/* Everything is borrowed while et_front_run runs. */
struct et_front_config {
	const struct et_env *env;
	const char *listen; /* numeric IPv4 or IPv6 address */
	uint16_t port;
	const char *cert_path, *key_path; /* PEM: chain, private key */
	const char *web_root;             /* folder with index.html; read once, at start */
	const char *origin;               /* "https://host[:port]" as browsers send it */
	int ipc_fd;                       /* connected socket to core; closed at the end */
	/* Serve as et_confine leaves a front: without files, programs, other processes and new sockets. */
	bool confine;
	struct et_front_limits limits;
};

/* Whether it is "https://host[:port]" as browsers send it: lower case, nothing after. Else ET_BAD_PARAM. */
enum et_err et_front_check_origin(const char *origin) ET_MUST_USE;

/*
 * Runs until core says STOP or hangs up. Returns the exit code of the process: 0 after STOP or when
 * core is gone; 2 if it could not start (core has got FAILED with the sentence; it is logged here only
 * if core can't be told); 1 if something broke while running.
 */
int et_front_run(const struct et_front_config *config) ET_MUST_USE;

#endif

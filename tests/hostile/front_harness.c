/*
 * Plays core for a real front: starts it as a process of its own with the socket on descriptor 3,
 * and does what the texts from browsers say, so that a test can reach every frame type through a
 * WebSocket. Prints what happens, one line each, for the test to wait for.
 *
 *   front_harness ORIGIN ADDRESS PORT CERT KEY WEB [limit=value]...
 *
 * Texts: "login", "join ROOM CONN", "leave ROOM", "shut ROOM" (ids in hex), "close CODE REASON",
 * "flood BYTES" (that many bytes in texts of 32 KiB), "stop", "die"; anything else, and every blob,
 * is echoed. A calendar is answered by the first byte of its secret: see on_feed_ask.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <etatunti/base/encode.h>
#include <etatunti/front/front.h>
#include <etatunti/ipc/ipc.h>

#define CORE_QUEUE_MAX ((size_t)64 << 20)
#define FLOOD_PIECE ((size_t)32 << 10)
#define FEED_MAX ((size_t)512 << 10)

static const struct {
	const char *name;
	size_t offset;
} knobs[] = {
	{ "conn_max", offsetof(struct et_front_limits, conn_max) },
	{ "loopback_conn_max", offsetof(struct et_front_limits, loopback_conn_max) },
	{ "setup_s", offsetof(struct et_front_limits, setup_s) },
	{ "login_deadline_ms", offsetof(struct et_front_limits, login_deadline_ms) },
	{ "ping_s", offsetof(struct et_front_limits, ping_s) },
	{ "hangup_s", offsetof(struct et_front_limits, hangup_s) },
	{ "message_burst", offsetof(struct et_front_limits, message_burst) },
	{ "message_rate", offsetof(struct et_front_limits, message_rate) },
	{ "stray_max", offsetof(struct et_front_limits, stray_max) },
};

static void say(const char *what, unsigned long long conn)
{
	printf("%s %llu\n", what, conn);
	fflush(stdout);
}

static void must(enum et_err err)
{
	if (err != ET_OK) {
		printf("BROKEN %s\n", et_err_symbol(err));
		exit(1);
	}
}

static bool set_knob(struct et_front_limits *limits, const char *text)
{
	const char *equals = strchr(text, '=');

	for (size_t i = 0; equals != NULL && i < sizeof(knobs) / sizeof(knobs[0]); i++)
		if (strlen(knobs[i].name) == (size_t)(equals - text) &&
			strncmp(knobs[i].name, text, (size_t)(equals - text)) == 0) {
			unsigned value = (unsigned)strtoul(equals + 1, NULL, 10);

			memcpy((char *)limits + knobs[i].offset, &value, sizeof(value));
			return true;
		}
	return false;
}

static int run_front(int fd, int argc, char *argv[])
{
	struct et_front_config config = {
		.env = et_env_system(),
		.origin = argv[1],
		.listen = argv[2],
		.port = (uint16_t)strtoul(argv[3], NULL, 10),
		.cert_path = argv[4],
		.key_path = argv[5],
		.web_root = argv[6],
		.ipc_fd = fd,
		.confine = true, /* and no attack makes it ask for what it may not */
	};

	et_front_limits_default(&config.limits);
	for (int i = 7; i < argc; i++)
		if (!set_knob(&config.limits, argv[i])) {
			fprintf(stderr, "front_harness: no such limit: %s\n", argv[i]);
			return 2;
		}
	return et_front_run(&config);
}

static struct et_id id_of(const char *hex)
{
	struct et_id id;

	must(et_hex_decode(
		et_slice_of(hex, strnlen(hex, ET_HEX_LEN(sizeof(id.b)))), id.b, sizeof(id.b)));
	return id;
}

static void flood(struct et_ipc *ipc, uint64_t conn, size_t bytes)
{
	static char piece[FLOOD_PIECE];

	memset(piece, 'f', sizeof(piece));
	for (size_t sent = 0; sent < bytes; sent += sizeof(piece))
		must(et_ipc_put(ipc, ET_IPC_SEND_TEXT, conn, et_slice_of(piece, sizeof(piece))));
}

static void on_text(struct et_ipc *ipc, uint64_t conn, struct et_slice text)
{
	char line[256], room[64], public_conn[64], reason[128];
	unsigned code;
	unsigned long bytes;
	struct et_id id, other;

	snprintf(line, sizeof(line), "%.*s", ET_SLICE_FMT(text));
	if (strcmp(line, "login") == 0) {
		must(et_ipc_put(ipc, ET_IPC_LOGGED_IN, conn, et_slice_of(NULL, 0)));
		must(et_ipc_put(ipc, ET_IPC_SEND_TEXT, conn, text));
	} else if (strcmp(line, "knock") == 0) {
		must(et_ipc_put(ipc, ET_IPC_KNOCKED, conn, et_slice_of(NULL, 0)));
		must(et_ipc_put(ipc, ET_IPC_SEND_TEXT, conn, text));
	} else if (sscanf(line, "join %63s %63s", room, public_conn) == 2) {
		id = id_of(room);
		other = id_of(public_conn);
		must(et_ipc_put_room_join(ipc, conn, &id, &other));
		must(et_ipc_put(ipc, ET_IPC_SEND_TEXT, conn, text));
	} else if (sscanf(line, "leave %63s", room) == 1) {
		id = id_of(room);
		must(et_ipc_put(ipc, ET_IPC_ROOM_LEAVE, conn, et_id_slice(&id)));
		must(et_ipc_put(ipc, ET_IPC_SEND_TEXT, conn, text));
	} else if (sscanf(line, "shut %63s", room) == 1) {
		id = id_of(room);
		must(et_ipc_put(ipc, ET_IPC_ROOM_CLOSE, 0, et_id_slice(&id)));
		must(et_ipc_put(ipc, ET_IPC_SEND_TEXT, conn, text));
	} else if (sscanf(line, "close %u %127[^\n]", &code, reason) == 2) {
		must(et_ipc_put(ipc, ET_IPC_SEND_TEXT, conn, ET_SLICE_LIT("last words")));
		must(et_ipc_put_close(ipc, conn, (uint16_t)code, et_slice_str(reason)));
	} else if (sscanf(line, "flood %lu", &bytes) == 1) {
		flood(ipc, conn, bytes);
	} else if (strcmp(line, "stop") == 0) {
		must(et_ipc_put(ipc, ET_IPC_STOP, 0, et_slice_of(NULL, 0)));
	} else if (strcmp(line, "die") == 0) {
		exit(0);
	} else {
		must(et_ipc_put(ipc, ET_IPC_SEND_TEXT, conn, text));
	}
}

/* 1: a text; 2: nothing, ever; 3: a long text; 4: twice; 5: 429; 6: an empty text; 7: dies; others: 404. */
static void on_feed_ask(struct et_ipc *ipc, const struct et_ipc_frame *frame)
{
	static char text[FEED_MAX];
	struct et_slice secret, address;

	et_ipc_read_feed_ask(frame, &secret, &address);
	printf("ASK %u %.*s\n", (unsigned)secret.ptr[secret.len - 1], ET_SLICE_FMT(address));
	fflush(stdout);
	memset(text, 'c', sizeof(text));
	switch (secret.ptr[0]) {
	case 2: break;
	case 3: must(et_ipc_put_feed(ipc, frame->conn, 200, et_slice_of(text, FEED_MAX))); break;
	case 4:
		must(et_ipc_put_feed(ipc, frame->conn, 200, ET_SLICE_LIT("first")));
		must(et_ipc_put_feed(ipc, frame->conn, 200, ET_SLICE_LIT("second")));
		break;
	case 5: must(et_ipc_put_feed(ipc, frame->conn, 429, ET_SLICE_LIT(""))); break;
	case 6: must(et_ipc_put_feed(ipc, frame->conn, 200, ET_SLICE_LIT(""))); break;
	case 7: exit(0);
	case 1:
		must(et_ipc_put_feed(ipc, frame->conn, 200, ET_SLICE_LIT("BEGIN:VCALENDAR")));
		break;
	default: must(et_ipc_put_feed(ipc, frame->conn, 404, ET_SLICE_LIT(""))); break;
	}
}

static void on_frame(struct et_ipc *ipc, const struct et_ipc_frame *frame)
{
	switch ((int)frame->type) {
	case ET_IPC_READY: say("READY", 0); break;
	case ET_IPC_FAILED:
		printf("FAILED %.*s\n", ET_SLICE_FMT(frame->payload));
		fflush(stdout);
		break;
	case ET_IPC_OPEN: say("OPEN", (unsigned long long)frame->conn); break;
	case ET_IPC_CLOSED: say("CLOSED", (unsigned long long)frame->conn); break;
	case ET_IPC_FEED_ASK: on_feed_ask(ipc, frame); break;
	case ET_IPC_TEXT: on_text(ipc, frame->conn, frame->payload); break;
	case ET_IPC_BLOB:
		must(et_ipc_put(ipc, ET_IPC_SEND_BLOB, frame->conn, frame->payload));
		break;
	default: break;
	}
}

static void play_core(int fd)
{
	struct et_ipc *ipc = et_ipc_new(fd, ET_IPC_CORE, CORE_QUEUE_MAX);
	struct et_ipc_frame frame;
	bool eof = false, have;

	if (ipc == NULL)
		exit(1);
	while (!eof) {
		struct pollfd polled = { .fd = fd, .events = POLLIN };

		if (et_ipc_pending(ipc) > 0)
			polled.events |= POLLOUT;
		(void)poll(&polled, 1, -1);
		must(et_ipc_fill(ipc, &eof));
		do {
			must(et_ipc_next(ipc, &frame, &have));
			if (have)
				on_frame(ipc, &frame);
		} while (have);
		if (et_ipc_flush(ipc) != ET_OK)
			break;
	}
	et_ipc_free(ipc);
}

int main(int argc, char *argv[])
{
	int fds[2], status = 0;
	pid_t pid;

	if (argc < 7) {
		fputs("usage: front_harness ORIGIN ADDRESS PORT CERT KEY WEB [limit=value]...\n",
			stderr);
		return 2;
	}
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == -1 || (pid = fork()) == -1)
		return 1;
	if (pid == 0) {
		close(fds[1]);
		return run_front(fds[0], argc, argv);
	}
	close(fds[0]);
	say("FRONT", (unsigned long long)pid);
	play_core(fds[1]);
	(void)waitpid(pid, &status, 0);
	say("EXIT", (unsigned long long)(WIFEXITED(status) ? WEXITSTATUS(status) : 128));
	return 0;
}

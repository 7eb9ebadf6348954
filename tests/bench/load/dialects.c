/*
 * Two ways to speak to peers of ours: rooms by the path of the upgrade, without any login, and MQTT 5
 * over WebSocket, a room being a topic.
 */
#include <stdio.h>
#include <string.h>

#include "inside.h"

/* --- rooms by path ---------------------------------------------------------------------------- */

static void plain_target(struct load_conn *conn, char path[LOAD_PATH_MAX])
{
	snprintf(path, LOAD_PATH_MAX, "/room/%zu", load_room(conn));
}

static void plain_opened(struct load_conn *conn)
{
	load_ready(conn);
}

static void plain_received(struct load_conn *conn, const uint8_t *data, size_t len, bool is_binary)
{
	if (is_binary)
		load_delivered(conn, data, len);
	else
		load_pass(conn, data, len, is_binary);
}

const struct load_dialect load_plain = {
	.name = "plain",
	.target = plain_target,
	.opened = plain_opened,
	.received = plain_received,
};

/* --- MQTT ------------------------------------------------------------------------------------- */

#define CONNECT 0x10
#define CONNACK 0x20
#define PUBLISH 0x30
#define SUBSCRIBE 0x82
#define SUBACK 0x90
#define KIND 0xF0
#define CLEAN_START 0x02
#define NO_LOCAL 0x04

struct mqtt {
	struct bytes
		stream; /* of a packet whose end has not come: packets know nothing of frames */
	char topic[24];
	size_t topic_len;
};

static void mqtt_target(struct load_conn *conn, char path[LOAD_PATH_MAX])
{
	struct mqtt *mqtt = load_state(conn);

	mqtt->topic_len =
		(size_t)snprintf(mqtt->topic, sizeof(mqtt->topic), "r/%zu", load_room(conn));
	snprintf(path, LOAD_PATH_MAX, "/mqtt");
}

static size_t put_text(uint8_t *out, const char *text, size_t len)
{
	out[0] = (uint8_t)(len >> 8);
	out[1] = (uint8_t)len;
	memcpy(out + 2, text, len);
	return len + 2;
}

static void mqtt_opened(struct load_conn *conn)
{
	/* Name, version 5, clean start, no keep-alive, no properties. */
	static const uint8_t head[] = { 0, 4, 'M', 'Q', 'T', 'T', 5, CLEAN_START, 0, 0, 0 };
	uint8_t packet[64] = { CONNECT };
	char name[24];
	size_t len = 2 + sizeof(head);

	memcpy(packet + 2, head, sizeof(head));
	len += put_text(packet + len, name,
		(size_t)snprintf(name, sizeof(name), "bench-%zu", load_number(conn)));
	packet[1] = (uint8_t)(len - 2);
	load_send(conn, packet, len, true);
}

static void subscribe(struct load_conn *conn)
{
	const struct mqtt *mqtt = load_state(conn);
	/* Packet 1, no properties. */
	uint8_t packet[64] = { SUBSCRIBE, 0, 0, 1, 0 };
	size_t len = 5;

	len += put_text(packet + len, mqtt->topic, mqtt->topic_len);
	packet[len++] = NO_LOCAL;
	packet[1] = (uint8_t)(len - 2);
	load_send(conn, packet, len, true);
}

/* Head and length of a packet; false: not all of it is there. */
static bool packet_of(const uint8_t *data, size_t len, size_t *head_len, size_t *body_len)
{
	size_t value = 0;

	for (size_t i = 1; i < len && i < 5; i++) {
		value |= (size_t)(data[i] & 0x7F) << (7 * (i - 1));
		if ((data[i] & 0x80) == 0) {
			*head_len = i + 1;
			*body_len = value;
			return len - *head_len >= value;
		}
	}
	return false;
}

static void take_publish(struct load_conn *conn, const uint8_t *body, size_t len)
{
	const struct mqtt *mqtt = load_state(conn);
	size_t head_len = 2 + mqtt->topic_len + 1;

	/* The one topic that was subscribed to, and no properties. */
	if (len < head_len || memcmp(body + 2, mqtt->topic, mqtt->topic_len) != 0 ||
		body[head_len - 1] != 0)
		load_fail(conn, "a publication that was not asked for");
	else
		load_delivered(conn, body + head_len, len - head_len);
}

static void take_packet(struct load_conn *conn, unsigned kind, const uint8_t *body, size_t len)
{
	switch (kind & KIND) {
	case PUBLISH: take_publish(conn, body, len); break;
	case CONNACK:
		if (len < 2 || body[1] != 0)
			load_fail(conn, "the broker refuses");
		else if (load_config_of(conn->load)->join)
			subscribe(conn);
		else
			load_ready(conn);
		break;
	case SUBACK:
		if (len < 4 || body[len - 1] >= 0x80)
			load_fail(conn, "the broker refuses the topic");
		else
			load_ready(conn);
		break;
	default: load_pass(conn, body, len, true); break;
	}
}

static size_t take_packets(struct load_conn *conn, const uint8_t *data, size_t len)
{
	size_t at = 0, head_len, body_len;

	while (packet_of(data + at, len - at, &head_len, &body_len)) {
		take_packet(conn, data[at], data + at + head_len, body_len);
		at += head_len + body_len;
	}
	return at;
}

static void mqtt_received(struct load_conn *conn, const uint8_t *data, size_t len, bool is_binary)
{
	struct mqtt *mqtt = load_state(conn);
	size_t taken;

	(void)is_binary;
	if (mqtt->stream.len == 0) {
		taken = take_packets(conn, data, len);
		if (taken < len)
			bytes_add(&mqtt->stream, data + taken, len - taken);
		return;
	}
	bytes_add(&mqtt->stream, data, len);
	mqtt->stream.at += take_packets(
		conn, mqtt->stream.ptr + mqtt->stream.at, mqtt->stream.len - mqtt->stream.at);
	if (mqtt->stream.at == mqtt->stream.len)
		mqtt->stream.at = mqtt->stream.len = 0;
}

static size_t mqtt_head(struct load_conn *conn, size_t body_len, uint8_t out[LOAD_HEAD_MAX])
{
	const struct mqtt *mqtt = load_state(conn);
	size_t rest = 2 + mqtt->topic_len + 1 + body_len, len = 0;

	out[len++] = PUBLISH;
	do {
		out[len++] = (uint8_t)((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0));
		rest >>= 7;
	} while (rest > 0);
	len += put_text(out + len, mqtt->topic, mqtt->topic_len);
	out[len++] = 0;
	return len;
}

static void mqtt_closed(struct load_conn *conn)
{
	struct mqtt *mqtt = load_state(conn);

	bytes_free(&mqtt->stream);
}

const struct load_dialect load_mqtt = {
	.name = "mqtt",
	.subprotocol = "mqtt",
	.state_size = sizeof(struct mqtt),
	.target = mqtt_target,
	.opened = mqtt_opened,
	.received = mqtt_received,
	.head = mqtt_head,
	.closed = mqtt_closed,
};

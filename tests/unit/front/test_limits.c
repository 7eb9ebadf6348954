/*
 * Token buckets and connection counts, with times and addresses made up.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include <etatunti/front/front.h>

#include "front/address.h"
#include "front/limit.h"
#include "front/memory.h"

static void a_bucket_gives_its_burst_then_its_rate(void **state)
{
	struct et_bucket bucket;

	(void)state;
	et_bucket_init(&bucket, 3, 2, 1000);
	for (unsigned i = 0; i < 3; i++)
		assert_true(et_bucket_take(&bucket, 1000));
	assert_false(et_bucket_take(&bucket, 1000));
	assert_false(et_bucket_take(&bucket, 1499));
	assert_true(et_bucket_take(&bucket, 1500));
	assert_false(et_bucket_take(&bucket, 1500));
	assert_true(et_bucket_take(&bucket, 2000));
}

static void a_bucket_never_holds_more_than_its_burst(void **state)
{
	struct et_bucket bucket;

	(void)state;
	et_bucket_init(&bucket, 2, 1000, 0);
	for (unsigned i = 0; i < 2; i++)
		assert_true(et_bucket_take(&bucket, INT64_MAX / 2));
	assert_false(et_bucket_take(&bucket, INT64_MAX / 2));
	/* A clock that stands still or goes back gives nothing and takes nothing. */
	assert_false(et_bucket_take(&bucket, 0));
}

struct place {
	struct sockaddr_storage storage;
};

static const struct sockaddr *at(struct place *place, const char *text)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };

	memset(place, 0, sizeof(*place));
	if (inet_pton(AF_INET, text, &in.sin_addr) == 1) {
		memcpy(&place->storage, &in, sizeof(in));
	} else {
		assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
		memcpy(&place->storage, &in6, sizeof(in6));
	}
	return (const struct sockaddr *)&place->storage;
}

static void each_address_has_its_own_count(void **state)
{
	struct et_addresses addresses;
	struct et_address *one, *two, *other, *none;
	struct place place;

	(void)state;
	assert_int_equal(et_addresses_init(&addresses, (struct et_id){ { 1 } }, 100, 2, 3), ET_OK);
	assert_int_equal(et_addresses_acquire(&addresses, at(&place, "192.0.2.1"), &one), ET_OK);
	assert_int_equal(
		et_addresses_acquire(&addresses, at(&place, "::ffff:192.0.2.1"), &two), ET_OK);
	assert_ptr_equal(one, two);
	assert_int_equal(et_addresses_acquire(&addresses, at(&place, "192.0.2.1"), &none), ET_RATE);
	assert_null(none);
	assert_int_equal(et_addresses_acquire(&addresses, at(&place, "192.0.2.2"), &other), ET_OK);
	et_addresses_release(&addresses, one);
	assert_int_equal(et_addresses_acquire(&addresses, at(&place, "192.0.2.1"), &one), ET_OK);
	et_addresses_release(&addresses, one);
	et_addresses_release(&addresses, two);
	et_addresses_release(&addresses, other);
	et_addresses_release(&addresses, NULL);
	assert_int_equal(addresses.conn_count, 0);
	assert_int_equal(et_map_count(addresses.map), 0);
	et_addresses_fini(&addresses);
}

static void ipv6_counts_by_subscriber(void **state)
{
	struct et_addresses addresses;
	struct et_address *one, *two, *other, *none;
	struct place place;

	(void)state;
	assert_int_equal(et_addresses_init(&addresses, (struct et_id){ { 1 } }, 100, 2, 3), ET_OK);
	assert_int_equal(et_addresses_acquire(&addresses, at(&place, "2001:db8::1"), &one), ET_OK);
	assert_int_equal(
		et_addresses_acquire(&addresses, at(&place, "2001:db8::ffff:2"), &two), ET_OK);
	assert_int_equal(
		et_addresses_acquire(&addresses, at(&place, "2001:db8::3"), &none), ET_RATE);
	assert_int_equal(
		et_addresses_acquire(&addresses, at(&place, "2001:db8:0:1::1"), &other), ET_OK);
	et_addresses_fini(&addresses);
}

static void this_machine_may_have_more_but_not_more_than_all(void **state)
{
	struct et_addresses addresses;
	struct et_address *address;
	struct place place;

	(void)state;
	assert_int_equal(et_addresses_init(&addresses, (struct et_id){ { 1 } }, 4, 1, 3), ET_OK);
	for (unsigned i = 0; i < 3; i++)
		assert_int_equal(
			et_addresses_acquire(&addresses, at(&place, "127.0.0.1"), &address), ET_OK);
	assert_int_equal(
		et_addresses_acquire(&addresses, at(&place, "127.0.0.1"), &address), ET_RATE);
	assert_int_equal(et_addresses_acquire(&addresses, at(&place, "::1"), &address), ET_OK);
	assert_int_equal(
		et_addresses_acquire(&addresses, at(&place, "192.0.2.1"), &address), ET_RATE);
	et_addresses_fini(&addresses);
}

static void what_is_no_address_is_refused(void **state)
{
	struct et_addresses addresses;
	struct et_address *address;
	struct sockaddr_storage unix_name = { .ss_family = AF_UNIX };

	(void)state;
	assert_int_equal(et_addresses_init(&addresses, (struct et_id){ { 1 } }, 4, 1, 3), ET_OK);
	assert_int_equal(
		et_addresses_acquire(&addresses, (const struct sockaddr *)&unix_name, &address),
		ET_BAD_PARAM);
	et_addresses_fini(&addresses);
}

static void an_address_as_text(void **state)
{
	struct sockaddr_storage unix_name = { .ss_family = AF_UNIX };
	char text[ET_ADDRESS_TEXT_MAX];
	struct place place;

	(void)state;
	et_address_text(at(&place, "::ffff:192.0.2.7"), text);
	assert_string_equal(text, "192.0.2.7");
	et_address_text(at(&place, "2001:db8::1"), text);
	assert_string_equal(text, "2001:db8::");
	et_address_text(at(&place, "::1"), text);
	assert_string_equal(text, "::1");
	et_address_text((const struct sockaddr *)&unix_name, text);
	assert_string_equal(text, "unknown");
}

static void defaults_are_those_of_the_contract(void **state)
{
	struct et_front_limits limits;

	(void)state;
	et_front_limits_default(&limits);
	assert_int_equal(limits.login_deadline_ms, 10000);
	assert_int_equal(limits.ping_s, 25);
	assert_int_equal(limits.hangup_s, 60);
	assert_true(limits.loopback_conn_max > limits.address_conn_max);
	/* A blob, and what else waits beside it. */
	assert_true(limits.send_queue_max >= 2 * ((size_t)1 << 20));
}

static void a_crowd_that_has_gone_is_noticed_once(void **state)
{
	struct et_memory memory = { 0 };

	(void)state;
	/* Some come and go all day. */
	for (int i = 0; i < 3; i++) {
		assert_false(et_memory_is_idle(&memory, 40, 400));
		assert_false(et_memory_is_idle(&memory, 0, 0));
	}
	/* A storm is over when all are in, and a crowd when it has gone. */
	assert_false(et_memory_is_idle(&memory, 2000, 0));
	assert_false(et_memory_is_idle(&memory, 1500, 500));
	assert_true(et_memory_is_idle(&memory, 0, 2000));
	assert_false(et_memory_is_idle(&memory, 0, 2000));
	assert_false(et_memory_is_idle(&memory, 0, 1100));
	assert_true(et_memory_is_idle(&memory, 10, 900));
	assert_false(et_memory_is_idle(&memory, 0, 0));
	/* Few who do not read are a crowd as well. */
	memory.waiting_len = (size_t)64 << 20;
	assert_false(et_memory_is_idle(&memory, 0, 20));
	memory.waiting_len = (size_t)1 << 20;
	assert_true(et_memory_is_idle(&memory, 0, 20));
	et_memory_give_back();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bucket_gives_its_burst_then_its_rate),
		cmocka_unit_test(a_bucket_never_holds_more_than_its_burst),
		cmocka_unit_test(each_address_has_its_own_count),
		cmocka_unit_test(ipv6_counts_by_subscriber),
		cmocka_unit_test(this_machine_may_have_more_but_not_more_than_all),
		cmocka_unit_test(what_is_no_address_is_refused),
		cmocka_unit_test(an_address_as_text),
		cmocka_unit_test(defaults_are_those_of_the_contract),
		cmocka_unit_test(a_crowd_that_has_gone_is_noticed_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * List, map and timer heap, the latter two against a plain model with seeded random operations.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <etatunti/base/env_fake.h>
#include <etatunti/base/heap.h>
#include <etatunti/base/list.h>
#include <etatunti/base/map.h>

struct item {
	int value;
	struct et_link link;
};

static struct item *item_at(struct et_link *link)
{
	return ET_CONTAINER(link, struct item, link);
}

static void test_list(void **state)
{
	struct item items[4] = { { .value = 0 }, { .value = 1 }, { .value = 2 }, { .value = 3 } };
	struct et_list list;
	int seen = 0, order = 0;

	(void)state;
	et_list_init(&list);
	assert_true(et_list_is_empty(&list));
	assert_null(et_list_first(&list));
	assert_null(et_list_pop_front(&list));
	et_list_push_back(&list, &items[1].link);
	et_list_push_back(&list, &items[3].link);
	et_list_push_front(&list, &items[0].link);
	et_list_insert_before(&list, &items[3].link, &items[2].link);
	ET_LIST_EACH(&list, it, after)
	{
		assert_int_equal(item_at(it)->value, seen++);
		if (item_at(it)->value % 2 == 0)
			et_list_remove(&list, it);
	}
	assert_int_equal(seen, 4);
	assert_int_equal(list.count, 2);
	assert_false(et_link_is_linked(&items[0].link));
	et_list_remove(&list, &items[0].link);
	assert_int_equal(list.count, 2);
	ET_LIST_EACH(&list, it, after)
	{
		assert_int_equal(item_at(it)->value, 1 + 2 * order++);
	}
	assert_int_equal(item_at(et_list_pop_front(&list))->value, 1);
	assert_int_equal(item_at(et_list_pop_front(&list))->value, 3);
	assert_true(et_list_is_empty(&list));
}

#define KEYS 700

static void test_map_against_model(void **state)
{
	static int values[KEYS];
	bool present[KEYS] = { false };
	struct et_env_fake fake;
	struct et_map *map;
	size_t count = 0;

	(void)state;
	et_env_fake_init(&fake, 0, 42);
	map = et_map_new(et_env_id(&fake.env));
	assert_non_null(map);
	for (int step = 0; step < 40000; step++) {
		uint16_t draw[2];
		size_t k;
		void *want;

		et_env_random(&fake.env, draw, sizeof(draw));
		/* Waves of growth and shrinking, with runs that wrap around the end. */
		k = draw[0] % KEYS;
		want = present[k] ? &values[k] : NULL;
		assert_ptr_equal(et_map_get_u64(map, k), want);
		if (draw[1] % 100 < (step / 5000 % 2 == 0 ? 70u : 30u)) {
			assert_int_equal(et_map_insert_u64(map, k, &values[k]),
				present[k] ? ET_CONFLICT : ET_OK);
			count += !present[k];
			present[k] = true;
		} else {
			assert_ptr_equal(et_map_remove_u64(map, k), want);
			count -= present[k];
			present[k] = false;
		}
		assert_int_equal(et_map_count(map), count);
	}
	for (size_t k = 0; k < KEYS; k++)
		assert_ptr_equal(et_map_get_u64(map, k), present[k] ? &values[k] : NULL);
	et_map_free(map);
	et_map_free(NULL);
}

static void test_map_walk_and_ids(void **state)
{
	const struct et_id seed = { { 3 } };
	struct et_id keys[100] = { { { 0 } } };
	bool seen[100] = { false };
	int values[100];
	struct et_map *map = et_map_new(seed);
	size_t cursor = 0, count = 0;
	int *value;

	(void)state;
	assert_null(et_map_next(map, &cursor));
	for (int i = 0; i < 100; i++) {
		keys[i].b[0] = (uint8_t)i;
		values[i] = i;
		assert_int_equal(et_map_insert(map, &keys[i], &values[i]), ET_OK);
	}
	cursor = 0;
	while ((value = et_map_next(map, &cursor)) != NULL) {
		assert_false(seen[*value]);
		seen[*value] = true;
		count++;
	}
	assert_int_equal(count, 100);
	assert_ptr_equal(et_map_remove(map, &keys[50]), &values[50]);
	assert_null(et_map_get(map, &keys[50]));
	et_map_free(map);
}

#define TIMERS 200

static void test_heap_against_model(void **state)
{
	static struct et_timer timers[TIMERS];
	struct et_env_fake fake;
	struct et_heap heap;
	int64_t now_ms = 0;
	size_t set = 0, popped = 0;

	(void)state;
	et_env_fake_init(&fake, 0, 7);
	et_heap_init(&heap);
	for (int step = 0; step < 20000; step++) {
		struct et_timer *timer, *first;
		uint16_t draw[3];

		et_env_random(&fake.env, draw, sizeof(draw));
		timer = &timers[draw[0] % TIMERS];
		if (draw[1] % 4 != 0) {
			set += !et_timer_is_set(timer);
			assert_int_equal(et_heap_set(&heap, timer, now_ms + draw[2] % 50), ET_OK);
		} else {
			set -= et_timer_is_set(timer);
			et_heap_unset(&heap, timer);
			assert_false(et_timer_is_set(timer));
		}
		first = et_heap_first(&heap);
		assert_true((first == NULL) == (set == 0));
		for (size_t i = 0; i < TIMERS; i++) {
			if (et_timer_is_set(&timers[i]) && &timers[i] != first)
				assert_true(first->at_ms < timers[i].at_ms ||
					(first->at_ms == timers[i].at_ms &&
						first->order < timers[i].order));
		}
		now_ms += step % 3;
		while ((timer = et_heap_pop_due(&heap, now_ms)) != NULL) {
			assert_true(timer->at_ms <= now_ms);
			assert_false(et_timer_is_set(timer));
			set--;
			popped++;
		}
	}
	assert_true(popped > 1000);
	et_heap_fini(&heap);
	for (size_t i = 0; i < TIMERS; i++)
		assert_false(et_timer_is_set(&timers[i]));
}

static void test_heap_same_time_in_order(void **state)
{
	struct et_timer timers[20] = { { 0 } };
	struct et_heap heap;

	(void)state;
	et_heap_init(&heap);
	for (size_t i = 0; i < 20; i++)
		assert_int_equal(et_heap_set(&heap, &timers[i], 5), ET_OK);
	assert_null(et_heap_pop_due(&heap, 4));
	for (size_t i = 0; i < 20; i++)
		assert_ptr_equal(et_heap_pop_due(&heap, 5), &timers[i]);
	assert_null(et_heap_pop_due(&heap, INT64_MAX));
	et_heap_fini(&heap);
}

static void test_heap_shift_keeps_the_order(void **state)
{
	struct et_timer timers[20] = { { 0 } };
	struct et_heap heap;

	(void)state;
	et_heap_init(&heap);
	et_heap_shift(&heap, -5);
	for (size_t i = 0; i < 20; i++)
		assert_int_equal(et_heap_set(&heap, &timers[i], (int64_t)(i * 7 % 20)), ET_OK);
	et_heap_shift(&heap, -1000);
	assert_null(et_heap_pop_due(&heap, -1001));
	for (int64_t i = 0; i < 20; i++) {
		struct et_timer *timer = et_heap_pop_due(&heap, i - 1000);

		assert_ptr_equal(timer, &timers[i * 3 % 20]);
		assert_null(et_heap_pop_due(&heap, i - 1000));
	}
	et_heap_fini(&heap);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_map_against_model),
		cmocka_unit_test(test_map_walk_and_ids),
		cmocka_unit_test(test_heap_against_model),
		cmocka_unit_test(test_heap_same_time_in_order),
		cmocka_unit_test(test_heap_shift_keeps_the_order),
	};

	return cmocka_run_group_tests_name("containers", tests, NULL, NULL);
}

/*
 * The power goes at 2,000 points of a whole run: what was not synced is dropped, torn, mixed or there by sectors, and all that
 * was told is in the record, whole.
 */
#include "disk_judge.h"

#define POINTS 2000

/* Steps whose answers had left by then. */
static size_t told_by(const struct dk_known *known, size_t ops)
{
	size_t told = 0;

	while (told < known->count && known->steps[told].ops <= ops)
		told++;
	return told;
}

static void test_power_goes_at_any_point(void **state)
{
	size_t points = dk_rounds(POINTS), at_risk = 0;
	uint64_t seed = dk_seed();
	struct dk_script script;
	struct dk_known known;
	struct dk_rig rig;
	char why[DK_WHY_LEN];

	(void)state;
	dk_script_new(&script);
	dk_known_new(&known, &script, &rig);
	for (size_t i = 0; i < points; i++) {
		size_t ops = i * (rig.journal.count + 1) / points;
		size_t told = told_by(&known, ops);
		size_t begun = told < known.count ? told + 1 : told;
		enum dj_loss loss = (enum dj_loss)(i * 7 / 3 % DJ_LOSSES);

		at_risk += dj_is_at_risk(&rig.journal, ops);
		dk_left_by_crash(&rig, ops, loss, seed * UINT64_C(1000003) + i);
		if (!dk_is_whole(&known, told, begun, why))
			fail_msg("after %zu of %zu ops, %s, ET_SEED=%llu: %s", ops,
				rig.journal.count, dj_loss_name(loss), (unsigned long long)seed,
				why);
	}
	print_message("%zu points in %zu ops, ET_SEED=%llu; something was at risk at %zu\n", points,
		rig.journal.count, (unsigned long long)seed, at_risk);
	assert_true(at_risk * 2 > points);
	dk_rig_forget(&rig);
	dk_known_free(&known);
	dk_script_free(&script);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_power_goes_at_any_point),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * What the chains say, followed row by row as they are committed: heads and signatures, consents and policies, the log. From
 * the signed bytes alone, not from the server's own tables. Knows no connection.
 */
#ifndef ETATUNTI_TESTS_FAULT_SIM_CHAIN_H
#define ETATUNTI_TESTS_FAULT_SIM_CHAIN_H

#include "sim_core.h"

#define SC_CASES 256
#define SIM_WHY_LEN 640

struct sc_consent {
	struct et_id id; /* zero: none */
	struct et_hash stmt;
	int64_t from, to;
	int witness;
	bool acked, ended;
};

struct sc_case {
	struct et_id id;
	int pair;
	bool general, closed, erased;
	int closed_by;
	unsigned members; /* bits of persons */
	unsigned keyed;   /* who was given a key under the consent of now */
	struct sc_consent consent;
	int64_t shaken; /* the turn in which its consent was last another */
	struct et_chain_head head;
	struct et_hash kc[3];
	int64_t epoch[3];
	/* By seq: the hash, and of a grant its compartment. */
	struct et_hash *hashes;
	char *grants;
	size_t cap;
};

struct sim_chain {
	const struct sim_world *world;
	struct sc_case cases[SC_CASES];
	int count;
	int64_t row; /* the newest of the statements */
	struct et_chain_head dir;
	struct et_hash *dir_hashes;
	size_t dir_cap;
	bool ack_off[KIT_ORGS];
	int64_t turn, policy_turn; /* how often it was followed; the newest `policy` */
	int64_t log_seq;
	struct et_hash log_hash;
	int64_t statements; /* verified */
	char *why;          /* SIM_WHY_LEN: of the first thing that does not hold */
};

void sim_chain_init(struct sim_chain *chain, const struct sim_world *world, char *why);
void sim_chain_fini(struct sim_chain *chain);
/* What has been committed since. False: why. */
bool sim_chain_follow(struct sim_chain *chain, struct sim_core *core);
/* All that was there still is, as it was. */
bool sim_chain_is_kept(struct sim_chain *chain, struct sim_core *core);

/* NULL: no such case. */
struct sc_case *sim_chain_case(struct sim_chain *chain, const struct et_id *id);
/* Or was, when the turn began whose frames are told now. */
bool sim_chain_was_in_force(
	const struct sim_chain *chain, const struct sc_case *cs, int64_t now_ms);
bool sim_chain_in_force(const struct sim_chain *chain, const struct sc_case *cs, int64_t now_ms);
/* Whether that is the statement with the number; case_id zero: of the directory. */
bool sim_chain_has(struct sim_chain *chain, const struct et_id *case_id, int64_t seq,
	const struct et_hash *hash);

#endif

/*
 * Who the caller is to a case, and whether its consent is in force: the store's rows brought before
 * the rules of domain. Every command and statement that asks these questions asks here.
 */
#ifndef ETATUNTI_SERVICE_ACCESS_H
#define ETATUNTI_SERVICE_ACCESS_H

#include <etatunti/domain/consent.h>
#include <etatunti/domain/permission.h>
#include <etatunti/service/call.h>
#include <etatunti/store/consent.h>

/* The facts about a stored consent that the rules ask for, by the policy of the pair's organisation. */
void et_access_consent_facts(const struct et_store_consent *row, struct et_consent *out);

/*
 * The newest consent of a case: *row and *facts; *has false and both zero if there never was one. A general
 * question has none either, but its facts are those of one in force for ever. Errors of the store only.
 */
enum et_err et_access_consent(struct et_store *store, const struct et_id *case_id,
	struct et_arena *arena, struct et_store_consent *row, struct et_consent *facts, bool *has)
	ET_MUST_USE;

/* Whether a consent of the case is in force at that time. */
enum et_err et_access_in_force(
	struct et_call *call, const struct et_id *case_id, int64_t at_ms, bool *out) ET_MUST_USE;

/* The active membership of any person, as the chain has it. ET_FORBIDDEN: none (also if there is no such case). */
enum et_err et_access_member_of(struct et_call *call, const struct et_id *case_id,
	const struct et_id *uid, struct et_member *out) ET_MUST_USE;

/* What the directory says now: CONTACT OF PAIR for Kela's people, IN PAIR for the others (PROTOCOL 3). */
enum et_err et_access_belongs(struct et_call *call, const struct et_id *pair_id,
	const struct et_id *uid, bool is_contact, bool *out) ET_MUST_USE;

/*
 * The membership as it counts today: who has left the pair of the case, or is its contact no longer, has
 * no part in it.
 */
enum et_err et_access_part_of(struct et_call *call, const struct et_id *case_id,
	const struct et_id *uid, struct et_member *out) ET_MUST_USE;

/*
 * The caller's part, for authorise: puts the case into call->about and loads whether consent is
 * in force now. ET_FORBIDDEN.
 */
enum et_err et_access_case(struct et_call *call, const struct et_id *case_id,
	struct et_member *member, bool *in_force) ET_MUST_USE;

/*
 * The organisation that gets something when this member is shown it: the contact's own; zero for the
 * pair, for whom it is no disclosure.
 */
struct et_id et_access_recipient_org(const struct et_call *call, const struct et_member *member);

#endif

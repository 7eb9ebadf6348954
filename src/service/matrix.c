/*
 * Asks the registries and the rows of the domain, then the rule of access.def. Knows no store: the
 * case of the table is told by its moments.
 */
#include <etatunti/service/matrix.h>

#include <string.h>

#include <etatunti/base/assert.h>
#include <etatunti/domain/permission.h>
#include <etatunti/service/kind.h>

#define COMMAND(symbol, name, about, rule) { ET_MATRIX_COMMAND, name, about, 0, ET_RULE_##rule },
#define CASE(symbol, kind, about, rule) \
	{ ET_MATRIX_CASE, NULL, about, ET_CASE_##kind, ET_RULE_##rule },
#define DIRECTORY(symbol, kind, about, rule) \
	{ ET_MATRIX_DIRECTORY, NULL, about, ET_DIR_##kind, ET_RULE_##rule },
static const struct et_matrix_row rows[] = {
#include "access.def"
};
#undef COMMAND
#undef CASE
#undef DIRECTORY

#define ROW_COUNT (sizeof(rows) / sizeof(rows[0]))

/* What an actor is, apart from the case. */
static const struct {
	const char *word;
	unsigned state; /* of the connection */
	bool is_over;   /* the account is */
	unsigned roles;
	enum et_org_kind org;
} actors[] = {
	[ET_ACTOR_NONE] = { "not signed in", ET_CONN_NEW, false, 0, ET_ORG_COUNTY },
	[ET_ACTOR_LAPSED] = { "session over", ET_CONN_CHALLENGED, false, 0, ET_ORG_COUNTY },
	[ET_ACTOR_GUEST] = { "guest of another", ET_CONN_GUEST, false, 0, ET_ORG_COUNTY },
	[ET_ACTOR_EXPIRED] = { "certificate over", ET_CONN_IN, true, ET_ROLE_WORKER,
		ET_ORG_COUNTY },
	[ET_ACTOR_REVOKED] = { "revoked", ET_CONN_IN, true, ET_ROLE_WORKER, ET_ORG_COUNTY },
	[ET_ACTOR_WITNESS] = { "witness", ET_CONN_IN, false, ET_ROLE_WORKER, ET_ORG_COUNTY },
	[ET_ACTOR_SECOND] = { "colleague", ET_CONN_IN, false, ET_ROLE_WORKER, ET_ORG_COUNTY },
	[ET_ACTOR_OTHER_WORKER] = { "other pair", ET_CONN_IN, false, ET_ROLE_WORKER,
		ET_ORG_COUNTY },
	[ET_ACTOR_CONTACT] = { "contact", ET_CONN_IN, false, ET_ROLE_CONTACT, ET_ORG_KELA },
	[ET_ACTOR_OTHER_CONTACT] = { "other contact", ET_CONN_IN, false, ET_ROLE_CONTACT,
		ET_ORG_KELA },
	[ET_ACTOR_COORDINATOR] = { "county's coordinator", ET_CONN_IN, false, ET_ROLE_COORDINATOR,
		ET_ORG_COUNTY },
	[ET_ACTOR_KELA_COORDINATOR] = { "Kela's coordinator", ET_CONN_IN, false,
		ET_ROLE_COORDINATOR, ET_ORG_KELA },
};

static const struct {
	const char *word;
	struct et_casefile casefile;
	bool has_current; /* a consent that has not been ended */
	bool awaits_ack;
	bool has_contact; /* the contact is a member */
	bool in_line;     /* queued, without an hour */
} moments[] = {
	[ET_AT_NONE] = { .word = "none" },
	[ET_AT_OPEN] = { .word = "open", .casefile.exists = true },
	[ET_AT_WAITING] = { .word = "waiting",
		.casefile.exists = true,
		.has_current = true,
		.awaits_ack = true },
	[ET_AT_IN_FORCE] = { .word = "in force",
		.casefile = { .exists = true, .in_force = true },
		.has_current = true,
		.has_contact = true },
	[ET_AT_IN_LINE] = { .word = "in line",
		.casefile = { .exists = true, .queued = true, .in_force = true },
		.has_current = true,
		.has_contact = true,
		.in_line = true },
	[ET_AT_QUEUED] = { .word = "queued",
		.casefile = { .exists = true, .queued = true, .in_force = true },
		.has_current = true,
		.has_contact = true },
	[ET_AT_IN_SESSION] = { .word = "in session",
		.casefile = { .exists = true, .session_open = true, .in_force = true },
		.has_current = true,
		.has_contact = true },
	[ET_AT_WITHDRAWN] = { .word = "withdrawn", .casefile.exists = true, .has_contact = true },
	[ET_AT_EXPIRED] = { .word = "expired",
		.casefile.exists = true,
		.has_current = true,
		.has_contact = true },
	[ET_AT_CLOSED] = { .word = "closed",
		.casefile = { .exists = true, .closed = true, .in_force = true },
		.has_current = true,
		.has_contact = true },
	[ET_AT_ERASED] = { .word = "erased",
		.casefile = { .exists = true, .closed = true, .erased = true, .in_force = true },
		.has_current = true,
		.has_contact = true },
	[ET_AT_GENERAL] = { .word = "general",
		.casefile = { .exists = true, .general = true, .in_force = true },
		.has_contact = true },
	[ET_AT_GENERAL_QUEUED] = { .word = "general queued",
		.casefile = { .exists = true, .general = true, .queued = true, .in_force = true },
		.has_contact = true },
};

size_t et_matrix_count(void)
{
	return ROW_COUNT;
}

const struct et_matrix_row *et_matrix_row_at(size_t i)
{
	ET_ASSERT(i < ROW_COUNT);
	return &rows[i];
}

const char *et_matrix_name(const struct et_matrix_row *row)
{
	if (row->part == ET_MATRIX_COMMAND)
		return row->command;
	return row->part == ET_MATRIX_CASE ? et_case_kind_word((enum et_case_kind)row->kind)
					   : et_dir_kind_word((enum et_dir_kind)row->kind);
}

bool et_matrix_is_list(const struct et_matrix_row *row)
{
	return row->rule == ET_RULE_LISTS_CASES || row->rule == ET_RULE_LISTS_PLACES ||
		row->rule == ET_RULE_LISTS_LINE;
}

const struct et_command *et_matrix_command(const struct et_matrix_row *row)
{
	static const char *const carriers[] = {
		[ET_MATRIX_CASE] = "case-append",
		[ET_MATRIX_DIRECTORY] = "dir-append",
	};

	return et_command_find(row->part == ET_MATRIX_COMMAND ? row->command : carriers[row->part]);
}

const char *et_actor_word(enum et_actor actor)
{
	return actors[actor].word;
}

const char *et_moment_word(enum et_moment moment)
{
	return moments[moment].word;
}

/* ------------------------------------------------------------- whose case it is */

/* ET_BY_PAIR, ET_BY_CONTACT; 0: no part in it. */
static unsigned part_in_case(enum et_actor actor, enum et_moment moment)
{
	if (!moments[moment].casefile.exists)
		return 0;
	if (actor == ET_ACTOR_WITNESS || actor == ET_ACTOR_SECOND)
		return ET_BY_PAIR;
	return actor == ET_ACTOR_CONTACT && moments[moment].has_contact ? ET_BY_CONTACT : 0;
}

/* As the author of a statement. */
static unsigned author(enum et_actor actor, enum et_moment moment)
{
	if (!moments[moment].casefile.exists)
		return (actors[actor].roles & ET_ROLE_WORKER) != 0 ? ET_BY_WORKER : 0;
	return actor == ET_ACTOR_COORDINATOR ? ET_BY_COORDINATOR : part_in_case(actor, moment);
}

static struct et_member member(unsigned by)
{
	return (struct et_member){
		.comps = by == ET_BY_CONTACT ? ET_COMPS_CONTACT : ET_COMPS_PAIR,
		.is_contact = by == ET_BY_CONTACT,
	};
}

/* ------------------------------------------------------------------ their rules */

static enum et_err opens(unsigned comp, unsigned by, enum et_moment moment)
{
	const struct et_member who = member(by);
	enum et_err err;

	if (by == 0)
		return ET_FORBIDDEN;
	if (moments[moment].casefile.general && comp != ET_COMP_S)
		return ET_NOT_FOUND;
	err = et_permission_open(&who, comp, moments[moment].casefile.in_force);
	if (err == ET_FORBIDDEN && (who.comps & comp) != 0)
		return ET_NO_CONSENT;
	return err == ET_OK && moments[moment].casefile.erased ? ET_NOT_FOUND : err;
}

static enum et_err room(unsigned by, const struct et_casefile *casefile)
{
	if (by == 0)
		return ET_FORBIDDEN;
	if (!casefile->in_force)
		return ET_NO_CONSENT;
	return casefile->session_open ? ET_OK : ET_FORBIDDEN;
}

static enum et_err forbidden_unless(bool may)
{
	return may ? ET_OK : ET_FORBIDDEN;
}

static enum et_err command_rule(
	enum et_matrix_rule rule, enum et_actor actor, enum et_moment moment)
{
	const struct et_casefile *casefile = &moments[moment].casefile;
	unsigned by = part_in_case(actor, moment);

	switch ((int)rule) { /* those of kinds do not come here */
	case ET_RULE_UNPROVED: return ET_DENIED;
	case ET_RULE_SELF_OR_COORDINATOR:
		return forbidden_unless(actor == ET_ACTOR_WITNESS || actor == ET_ACTOR_COORDINATOR);
	case ET_RULE_WITNESS_ONLY: return actor == ET_ACTOR_WITNESS ? ET_OK : ET_NOT_FOUND;
	case ET_RULE_FINDS:
		return casefile->exists && actor == ET_ACTOR_COORDINATOR ? ET_OK : ET_NOT_FOUND;
	case ET_RULE_PART: return forbidden_unless(by != 0);
	case ET_RULE_PAIR_READS: return forbidden_unless(by == ET_BY_PAIR);
	case ET_RULE_PAIR_WRITES:
		return by == ET_BY_PAIR && casefile->closed ? ET_BAD_STATEMENT
							    : forbidden_unless(by == ET_BY_PAIR);
	case ET_RULE_OPENS_P: return opens(ET_COMP_P, by, moment);
	case ET_RULE_OPENS_S: return opens(ET_COMP_S, by, moment);
	case ET_RULE_SEALED_S:
		return by != 0 && casefile->erased && casefile->in_force
			? ET_OK
			: opens(ET_COMP_S, by, moment);
	case ET_RULE_OPENS_C: return opens(ET_COMP_C, by, moment);
	case ET_RULE_OWN_SERIES: return forbidden_unless(actor == ET_ACTOR_COORDINATOR);
	case ET_RULE_OF_SERIES:
		return forbidden_unless(actor == ET_ACTOR_WITNESS || actor == ET_ACTOR_SECOND ||
			actor == ET_ACTOR_CONTACT);
	case ET_RULE_SEES_HOUR:
		return forbidden_unless((actors[actor].roles & ET_ROLE_COORDINATOR) != 0 ||
			command_rule(ET_RULE_OF_SERIES, actor, moment) == ET_OK);
	case ET_RULE_ROOM: return room(by, casefile);
	case ET_RULE_NOT_IN_ROOM:
		return room(by, casefile) == ET_OK ? ET_FORBIDDEN : room(by, casefile);
	case ET_RULE_LET_IN: return ET_FORBIDDEN;
	default: return ET_OK;
	}
}

static bool sees(enum et_matrix_rule rule, enum et_actor actor, enum et_moment moment)
{
	const struct et_casefile *casefile = &moments[moment].casefile;
	unsigned by = part_in_case(actor, moment);

	if (by == 0 || (by == ET_BY_CONTACT && !casefile->in_force))
		return false;
	if (rule == ET_RULE_LISTS_CASES)
		return true;
	if (rule == ET_RULE_LISTS_LINE)
		return moments[moment].in_line;
	return (casefile->queued && !moments[moment].in_line) || casefile->session_open;
}

static enum et_err writes(enum et_object_type type, unsigned by, const struct et_casefile *casefile)
{
	const struct et_member who = member(by);

	return et_permission_write(&who, type, casefile->in_force);
}

/* The consent has run out, and no statement has ended what rests on it. */
static bool is_over_by_dates(enum et_moment moment)
{
	return moments[moment].has_current && !moments[moment].awaits_ack &&
		!moments[moment].casefile.in_force;
}

static enum et_err second_eyes(enum et_actor actor, enum et_moment moment)
{
	if (!moments[moment].has_current)
		return ET_BAD_STATEMENT;
	if (actor == ET_ACTOR_WITNESS)
		return ET_FORBIDDEN;
	return moments[moment].awaits_ack ? ET_OK : ET_BAD_STATEMENT;
}

/* Of what the row has let pass. */
static enum et_err case_rule(
	enum et_matrix_rule rule, enum et_actor actor, unsigned by, enum et_moment moment)
{
	const struct et_casefile *casefile = &moments[moment].casefile;

	switch ((int)rule) { /* those of commands do not come here */
	case ET_RULE_IN_PAIR:
		return forbidden_unless(actor == ET_ACTOR_WITNESS || actor == ET_ACTOR_SECOND);
	case ET_RULE_CONTACT_GETS:
		if (!moments[moment].has_contact)
			return ET_BAD_STATEMENT;
		return casefile->in_force ? ET_OK : ET_NO_CONSENT;
	case ET_RULE_IF_IN_FORCE: return casefile->in_force ? ET_OK : ET_NO_CONSENT;
	case ET_RULE_HOLDS_P: return forbidden_unless(by == ET_BY_PAIR);
	case ET_RULE_IF_COVERED:
		return casefile->in_force && !moments[moment].in_line ? ET_OK : ET_NO_CONSENT;
	case ET_RULE_HAS_HOUR: return moments[moment].in_line ? ET_BAD_STATEMENT : ET_OK;
	case ET_RULE_WRITES_BACKGROUND:
		if (casefile->general)
			return ET_BAD_STATEMENT;
		return writes(ET_OBJECT_BACKGROUND, by, casefile);
	case ET_RULE_WRITES_QUESTION: return writes(ET_OBJECT_QUESTION, by, casefile);
	case ET_RULE_WRITES_PLAN: return writes(ET_OBJECT_PLAN, by, casefile);
	case ET_RULE_WRITES_THREAD: return writes(ET_OBJECT_THREAD, by, casefile);
	case ET_RULE_SECOND_EYES: return second_eyes(actor, moment);
	case ET_RULE_STAYS: return ET_BAD_STATEMENT;
	case ET_RULE_NOT_WHO_CLOSED: return forbidden_unless(actor != ET_ACTOR_WITNESS);
	case ET_RULE_IF_INVITED:
		return casefile->in_force || is_over_by_dates(moment) ? ET_OK : ET_BAD_STATEMENT;
	case ET_RULE_IF_CURRENT: return moments[moment].has_current ? ET_OK : ET_BAD_STATEMENT;
	default: return ET_OK;
	}
}

static enum et_err case_kind(
	const struct et_matrix_row *row, enum et_actor actor, enum et_moment moment)
{
	unsigned by = author(actor, moment);
	enum et_err err;

	err = et_casefile_may((enum et_case_kind)row->kind, by, &moments[moment].casefile);
	return err != ET_OK ? err : case_rule(row->rule, actor, by, moment);
}

static enum et_err directory_kind(const struct et_matrix_row *row, enum et_actor actor)
{
	static const struct et_id orgs[] = {
		[ET_ORG_COUNTY] = { { 1 } },
		[ET_ORG_KELA] = { { 2 } },
	};
	const struct et_dir_issuer issuer = {
		.org = orgs[actors[actor].org],
		.org_kind = actors[actor].org,
		.roles = actors[actor].roles,
		.not_after = 1,
	};
	const struct et_id *about = &issuer.org;

	if (row->rule == ET_RULE_OF_COUNTY)
		about = &orgs[ET_ORG_COUNTY];
	if (row->rule == ET_RULE_OF_KELA)
		about = &orgs[ET_ORG_KELA];
	if (row->rule == ET_RULE_OF_ITS_SIDES && actor != ET_ACTOR_WITNESS &&
		actor != ET_ACTOR_CONTACT && (issuer.roles & ET_ROLE_COORDINATOR) == 0)
		return ET_FORBIDDEN;
	return et_directory_may_issue((enum et_dir_kind)row->kind, &issuer, about, 0);
}

/* ------------------------------------------------------------------------ cells */

/* Gate 5 of dispatch.c. */
static enum et_err gate(const struct et_command *command, enum et_actor actor)
{
	if (actors[actor].is_over)
		return ET_DENIED;
	if ((command->states & actors[actor].state) == 0)
		return ET_BAD_STATE;
	if (actors[actor].state == ET_CONN_GUEST)
		return ET_OK;
	if (command->roles != ET_ROLE_ANY && (command->roles & actors[actor].roles) == 0)
		return ET_FORBIDDEN;
	return ET_OK;
}

struct et_matrix_cell et_matrix_cell(
	const struct et_matrix_row *row, enum et_actor actor, enum et_moment moment)
{
	struct et_matrix_cell cell = { .err = gate(et_matrix_command(row), actor) };

	if (cell.err != ET_OK)
		return cell;
	switch (row->part) {
	case ET_MATRIX_COMMAND: cell.err = command_rule(row->rule, actor, moment); break;
	case ET_MATRIX_CASE: cell.err = case_kind(row, actor, moment); break;
	case ET_MATRIX_DIRECTORY: cell.err = directory_kind(row, actor); break;
	}
	cell.sees = cell.err == ET_OK && et_matrix_is_list(row) && sees(row->rule, actor, moment);
	return cell;
}

static bool has(enum et_matrix_part part, const char *name)
{
	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (rows[i].part == part && strcmp(et_matrix_name(&rows[i]), name) == 0)
			return true;
	}
	return false;
}

const char *et_matrix_missing(void)
{
	for (size_t i = 0; i < et_command_count(); i++) {
		const char *name = et_command_at(i)->name;

		if (strcmp(name, "case-append") != 0 && strcmp(name, "dir-append") != 0 &&
			!has(ET_MATRIX_COMMAND, name))
			return name;
	}
	for (size_t i = 0; et_statement_kind_doc(i) != NULL; i++) {
		if (!has(ET_MATRIX_CASE, et_statement_kind_doc(i)->name))
			return et_statement_kind_doc(i)->name;
	}
	for (size_t i = 0; et_directory_kind_doc(i) != NULL; i++) {
		if (!has(ET_MATRIX_DIRECTORY, et_directory_kind_doc(i)->name))
			return et_directory_kind_doc(i)->name;
	}
	return NULL;
}

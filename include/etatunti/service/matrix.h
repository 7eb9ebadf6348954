/*
 * Who may do what when: the answers of the table (src/service/access.def says of what it is made). For
 * PROTOCOL.md, which prints it, and for the test that puts every cell to a running server. No command
 * asks here: commands ask the rows themselves.
 */
#ifndef ETATUNTI_SERVICE_MATRIX_H
#define ETATUNTI_SERVICE_MATRIX_H

#include <etatunti/domain/casefile.h>
#include <etatunti/service/command.h>

/* Seen from one case, of pair A of the county. */
enum et_actor {
	ET_ACTOR_NONE,    /* a connection that has said nothing yet */
	ET_ACTOR_LAPSED,  /* one that asks for a session back which is over: challenged */
	ET_ACTOR_GUEST,   /* one who knocks by the link of another question of pair A, and waits */
	ET_ACTOR_EXPIRED, /* a member, signed in, whose certificate has run out */
	ET_ACTOR_REVOKED, /* a member, signed in, who has been revoked */
	ET_ACTOR_WITNESS, /* worker of pair A, member, witness of the consent */
	ET_ACTOR_SECOND,  /* worker of pair A, member */
	ET_ACTOR_OTHER_WORKER,  /* worker of pair B of the same county */
	ET_ACTOR_CONTACT,       /* contact of pair A's series, member once a consent is in force */
	ET_ACTOR_OTHER_CONTACT, /* contact of pair B's series only */
	ET_ACTOR_COORDINATOR,   /* of the county */
	ET_ACTOR_KELA_COORDINATOR,
	ET_ACTOR_COUNT,
};

enum et_moment {
	ET_AT_NONE,    /* there is no such case */
	ET_AT_OPEN,    /* no consent yet */
	ET_AT_WAITING, /* consent waits for the second eyes */
	ET_AT_IN_FORCE,
	ET_AT_IN_LINE, /* the consent will have run out by the next hour: no place in it */
	ET_AT_QUEUED,
	ET_AT_IN_SESSION,
	ET_AT_WITHDRAWN,
	ET_AT_EXPIRED, /* the consent has */
	ET_AT_CLOSED,  /* with a consent in force */
	ET_AT_ERASED,
	ET_AT_GENERAL, /* a question without a client, with the contact */
	ET_AT_GENERAL_QUEUED,
	ET_MOMENT_COUNT,
};

/* What a handler decides beyond the states, roles and rows that the tables of commands and kinds have. */
enum et_matrix_rule {
	/* commands */
	ET_RULE_FREE,                /* nothing */
	ET_RULE_UNPROVED,            /* the proof fails: denied */
	ET_RULE_SELF_OR_COORDINATOR, /* else forbidden */
	ET_RULE_WITNESS_ONLY,        /* it is hers; others have none of that name: not_found */
	ET_RULE_LISTS_CASES,         /* done; names the case only to whom it is open */
	ET_RULE_LISTS_PLACES,        /* done; names the case of a place only so */
	ET_RULE_LISTS_LINE,          /* done; names the case that waits only so */
	ET_RULE_FINDS,               /* a case of the own organisation's pairs; else not_found */
	ET_RULE_PART,                /* a part in the case, else forbidden */
	ET_RULE_PAIR_READS,          /* the pair's part in it, else forbidden */
	ET_RULE_PAIR_WRITES,         /* the same, and the case is open, else bad_statement */
	/* a part and domain/permission.c; erased, or P and C of a general question: not_found */
	ET_RULE_OPENS_P,
	ET_RULE_OPENS_S,
	ET_RULE_SEALED_S, /* the same; erased: there is nothing in the list */
	ET_RULE_OPENS_C,
	ET_RULE_OWN_SERIES,  /* a coordinator of the series' organisation, else forbidden */
	ET_RULE_OF_SERIES,   /* of the pair or its contact, else forbidden */
	ET_RULE_SEES_HOUR,   /* the same, and any coordinator */
	ET_RULE_ROOM,        /* a part, then consent, then an open session, else forbidden */
	ET_RULE_LET_IN,      /* a guest who has been let in, else forbidden */
	ET_RULE_NOT_IN_ROOM, /* the same, but not being in it: forbidden */
	/* kinds of a case: what the row of domain/casefile.c lets pass */
	ET_RULE_ROW,               /* is done */
	ET_RULE_IN_PAIR,           /* who is in the pair that it names, else forbidden */
	ET_RULE_IF_IN_FORCE,       /* a consent in force, else no_consent */
	ET_RULE_IF_COVERED,        /* one over the next hour, else no_consent */
	ET_RULE_HAS_HOUR,          /* a place in an hour, else bad_statement */
	ET_RULE_HOLDS_P,           /* a member with P, else forbidden */
	ET_RULE_CONTACT_GETS,      /* the contact is a member (bad_statement), consent in force */
	ET_RULE_WRITES_BACKGROUND, /* domain/permission.c; not in a general question: bad_statement */
	ET_RULE_WRITES_QUESTION,
	ET_RULE_WRITES_PLAN,
	ET_RULE_WRITES_THREAD,
	ET_RULE_STAYS,          /* has a part in it, and nobody takes that away: bad_statement */
	ET_RULE_NOT_WHO_CLOSED, /* the witness, who closed it: forbidden */
	ET_RULE_SECOND_EYES, /* a current consent without its second eyes; the witness: forbidden */
	ET_RULE_IF_INVITED, /* a guest of that case whose invite no statement has ended, else bad_statement */
	ET_RULE_IF_CURRENT, /* a consent that has not been ended, else bad_statement */
	/* kinds of the directory: about which organisation, for domain/directory.c */
	ET_RULE_OF_COUNTY,
	ET_RULE_OF_KELA,
	ET_RULE_OF_EITHER,    /* each coordinator's own affair, or of none */
	ET_RULE_OF_ITS_SIDES, /* of a card: the witness's, the contact's, any coordinator's */
};

enum et_matrix_part { ET_MATRIX_COMMAND, ET_MATRIX_CASE, ET_MATRIX_DIRECTORY };

struct et_matrix_row {
	enum et_matrix_part part;
	const char *command; /* NULL: a kind */
	const char *about;   /* what in particular; "" */
	int kind;            /* enum et_case_kind, enum et_dir_kind; commands: 0 */
	enum et_matrix_rule rule;
};

struct et_matrix_cell {
	enum et_err err; /* ET_OK: it is done */
	bool sees;       /* lists only: the case is named in it */
};

size_t et_matrix_count(void);
const struct et_matrix_row *et_matrix_row_at(size_t i);
struct et_matrix_cell et_matrix_cell(
	const struct et_matrix_row *row, enum et_actor actor, enum et_moment moment);

/* Of the command or kind. */
const char *et_matrix_name(const struct et_matrix_row *row);
bool et_matrix_is_list(const struct et_matrix_row *row);
/* The command that carries the row's attempt: itself, case-append, dir-append. */
const struct et_command *et_matrix_command(const struct et_matrix_row *row);

/* For the head of a column, and for a cell that depends on the state of the case. */
const char *et_actor_word(enum et_actor actor);
const char *et_moment_word(enum et_moment moment);

/* A command or kind that the table does not have; NULL: it has all. */
const char *et_matrix_missing(void);

#endif

/*
 * What `etatunti verify` does, for the other commands that must not trust a record unseen.
 */
#ifndef ETATUNTI_APP_VERIFY_H
#define ETATUNTI_APP_VERIFY_H

/* Whether that is the beginning of a G (NULL is): ET_EXIT_OK, or a sentence. */
int et_app_verify_check_genesis(const char *command, const char *genesis);

/*
 * Checks the record in dir, which is called `label` in what is printed: a line to stdout for each part that holds, and the
 * finding at the end. checkpoints, genesis as the options of verify, or NULL. ET_EXIT_OK: all of it holds.
 * et_calendar_init comes before.
 */
int et_app_verify(const char *command, const char *label, const char *dir, const char *checkpoints,
	const char *genesis);

#endif

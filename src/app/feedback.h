/*
 * The option that says where feedback goes. Knows no page that shows it.
 */
#ifndef ETATUNTI_APP_FEEDBACK_H
#define ETATUNTI_APP_FEEDBACK_H

/* ET_EXIT_OK for NULL, an e-mail address or a page's https address; or refuses in one sentence. */
int et_app_check_feedback(const char *command, const char *address);

#endif

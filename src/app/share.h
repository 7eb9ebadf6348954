/*
 * How core, and what an operator runs beside it, share the processors with front.
 */
#ifndef ETATUNTI_APP_SHARE_H
#define ETATUNTI_APP_SHARE_H

/*
 * Front comes first, then whatever else the machine does (the mailer too), then core, by a little (who asks commands waits
 * for them), then what reads or copies a record beside them.
 */
#define ET_APP_NICER_CORE 2
#define ET_APP_NICER_TOOL 10

/*
 * This process, and the threads that it will have, give way to who wakes up: calls go on while core commits. What the
 * kernel does not know of this it ignores, and nothing is said. Before et_confine.
 */
void et_app_give_way(int nicer);

/*
 * The other side of it: who wakes up here asks for the shortest turns and, where it may (root, or RLIMIT_NICE
 * down to -20) and there is more than one processor, for the greatest part of one, so that nobody who shares by turns goes
 * on with its own first. Before et_confine.
 */
void et_app_come_first(void);

#endif

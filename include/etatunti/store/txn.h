/*
 * One transaction for a batch of commands, one savepoint for each command in it (group commit). The
 * dispatcher owns both; nothing else begins or commits. Knows nothing of what is written.
 *
 *   et_store_txn_begin(store, "batch")
 *     et_store_txn_save(store, "case-append", &depth)     one command
 *       ... writes ...
 *     et_store_txn_release(store, depth)  or  et_store_txn_back(store, depth)
 *     ... further commands ...
 *   et_store_txn_commit(store)            then replies and events
 */
#ifndef ETATUNTI_STORE_TXN_H
#define ETATUNTI_STORE_TXN_H

#include <etatunti/store/store.h>

#define ET_STORE_TXN_DEPTH_MAX 8

/*
 * who is a string literal: the name of whoever opened it, for messages. Beginning inside a
 * transaction is a programmer's error and ends the process, naming both.
 */
enum et_err et_store_txn_begin(struct et_store *store, const char *who) ET_MUST_USE;

/*
 * Commits. ET_STORAGE_FULL: nothing of the transaction is stored, and it is over; answer every
 * command in it so. ET_STORAGE: it is not known whether it is stored; end the process (the
 * restart finds out, and the reply memory answers repeated commands).
 */
enum et_err et_store_txn_commit(struct et_store *store) ET_MUST_USE;

/* Gives up the transaction and all savepoints in it. Nothing happens if there is none. */
void et_store_txn_rollback(struct et_store *store);

bool et_store_txn_is_open(const struct et_store *store);

/*
 * True if a full disk or an I/O error took the whole transaction away although nobody asked for it:
 * all commands of the batch are undone, further writes fail with the same error; roll back.
 */
bool et_store_txn_is_lost(const struct et_store *store);

/* Who opened the innermost savepoint or the transaction; "" if none is open. */
const char *et_store_txn_who(const struct et_store *store);

/* A savepoint inside the transaction; *depth names it. They nest. */
enum et_err et_store_txn_save(struct et_store *store, const char *who, int *depth) ET_MUST_USE;
/* Keeps what was written since (and in savepoints inside it, which must be closed by now). */
enum et_err et_store_txn_release(struct et_store *store, int depth) ET_MUST_USE;
/*
 * Undoes what was written since the savepoint and closes it with all inside it. ET_STORAGE_FULL or
 * ET_STORAGE if the whole transaction is lost.
 */
enum et_err et_store_txn_back(struct et_store *store, int depth) ET_MUST_USE;

#endif

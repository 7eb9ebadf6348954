/*
 * Intrusive doubly linked list: the owner embeds struct et_link, nothing is allocated.
 */
#ifndef ETATUNTI_BASE_LIST_H
#define ETATUNTI_BASE_LIST_H

#include <stdbool.h>
#include <stddef.h>

/* The struct of `type` whose `member` is at ptr. */
#define ET_CONTAINER(ptr, type, member) ((type *)(void *)((char *)(ptr)-offsetof(type, member)))

struct et_link {
	struct et_link *prev, *next;
};

struct et_list {
	struct et_link head;
	size_t count;
};

void et_list_init(struct et_list *list);
bool et_list_is_empty(const struct et_list *list);

/* link must not be in a list (zeroed, or removed before). */
void et_list_push_back(struct et_list *list, struct et_link *link);
void et_list_push_front(struct et_list *list, struct et_link *link);
void et_list_insert_before(struct et_list *list, struct et_link *at, struct et_link *link);

/* Zeroes the link; nothing happens if it is in no list. */
void et_list_remove(struct et_list *list, struct et_link *link);
bool et_link_is_linked(const struct et_link *link);

/* First link, or NULL. */
struct et_link *et_list_first(const struct et_list *list);
/* Removes and returns the first link, or NULL. */
struct et_link *et_list_pop_front(struct et_list *list);

/* The current link may be removed inside the loop; no other may. */
#define ET_LIST_EACH(list, it, after) \
	for (struct et_link *it = (list)->head.next, *after = it->next; it != &(list)->head; \
		it = after, after = it->next)

#endif

/*
 * A ring through the list's own head, so that no operation has a special case.
 */
#include <etatunti/base/assert.h>
#include <etatunti/base/list.h>

void et_list_init(struct et_list *list)
{
	list->head.prev = list->head.next = &list->head;
	list->count = 0;
}

bool et_list_is_empty(const struct et_list *list)
{
	return list->count == 0;
}

bool et_link_is_linked(const struct et_link *link)
{
	return link->next != NULL;
}

void et_list_insert_before(struct et_list *list, struct et_link *at, struct et_link *link)
{
	ET_ASSERT(!et_link_is_linked(link));
	link->prev = at->prev;
	link->next = at;
	at->prev->next = link;
	at->prev = link;
	list->count++;
}

void et_list_push_back(struct et_list *list, struct et_link *link)
{
	et_list_insert_before(list, &list->head, link);
}

void et_list_push_front(struct et_list *list, struct et_link *link)
{
	et_list_insert_before(list, list->head.next, link);
}

void et_list_remove(struct et_list *list, struct et_link *link)
{
	if (!et_link_is_linked(link))
		return;
	ET_ASSERT(list->count > 0);
	link->prev->next = link->next;
	link->next->prev = link->prev;
	link->prev = link->next = NULL;
	list->count--;
}

struct et_link *et_list_first(const struct et_list *list)
{
	return list->count == 0 ? NULL : list->head.next;
}

struct et_link *et_list_pop_front(struct et_list *list)
{
	struct et_link *link = et_list_first(list);

	if (link != NULL)
		et_list_remove(list, link);
	return link;
}

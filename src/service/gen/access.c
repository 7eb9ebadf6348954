/*
 * The table "who may": a row for each command or kind and what it is about, a column for each actor. What
 * is the same in all rows is said above it, once.
 */
#include <string.h>

#include "gen.h"

struct column {
	bool is_same; /* in all rows of the part, at all moments */
	struct et_matrix_cell cell;
};

static bool is_same(struct et_matrix_cell a, struct et_matrix_cell b)
{
	return a.err == b.err && a.sees == b.sees;
}

static struct column column_of(enum et_matrix_part part, enum et_actor actor)
{
	struct column column = { 0 };
	bool first = true;

	for (size_t i = 0; i < et_matrix_count(); i++) {
		const struct et_matrix_row *row = et_matrix_row_at(i);

		if (row->part != part)
			continue;
		for (int m = 0; m < ET_MOMENT_COUNT; m++) {
			struct et_matrix_cell cell = et_matrix_cell(row, actor, (enum et_moment)m);

			if (first)
				column = (struct column){ .is_same = true, .cell = cell };
			else if (!is_same(cell, column.cell))
				column.is_same = false;
			first = false;
		}
	}
	return column;
}

static void put_cell(
	struct et_buf *out, const struct et_matrix_row *row, struct et_matrix_cell cell)
{
	if (cell.err != ET_OK)
		et_buf_printf(out, "`%s`", et_err_wire(cell.err));
	else
		et_buf_str(out, et_matrix_is_list(row) && !cell.sees ? "yes, but does not" : "yes");
}

/* The moments of that answer, in their order. */
static void put_moments(struct et_buf *out, const struct et_matrix_row *row, enum et_actor actor,
	struct et_matrix_cell answer)
{
	const char *before = "";

	for (int m = 0; m < ET_MOMENT_COUNT; m++) {
		if (!is_same(et_matrix_cell(row, actor, (enum et_moment)m), answer))
			continue;
		et_buf_printf(out, "%s%s", before, et_moment_word((enum et_moment)m));
		before = ", ";
	}
}

static size_t count_of(
	const struct et_matrix_row *row, enum et_actor actor, struct et_matrix_cell answer)
{
	size_t count = 0;

	for (int m = 0; m < ET_MOMENT_COUNT; m++)
		count += is_same(et_matrix_cell(row, actor, (enum et_moment)m), answer);
	return count;
}

/* "yes": with its moments, then the others with theirs; the most frequent refusal without. */
static void put_answers(struct et_buf *out, const struct et_matrix_row *row, enum et_actor actor)
{
	struct et_matrix_cell seen[ET_MOMENT_COUNT], usual = { 0 };
	size_t seen_count = 0, most = 0;

	for (int m = 0; m < ET_MOMENT_COUNT; m++) {
		struct et_matrix_cell cell = et_matrix_cell(row, actor, (enum et_moment)m);
		size_t i = 0, count = count_of(row, actor, cell);

		while (i < seen_count && !is_same(seen[i], cell))
			i++;
		if (i < seen_count)
			continue;
		seen[seen_count++] = cell;
		if (count > most) {
			most = count;
			usual = cell;
		}
	}
	put_cell(out, row, usual);
	for (size_t i = 0; i < seen_count; i++) {
		if (is_same(seen[i], usual))
			continue;
		et_buf_str(out, "; *");
		put_moments(out, row, actor, seen[i]);
		et_buf_str(out, "*: ");
		put_cell(out, row, seen[i]);
	}
}

static void put_head(struct et_buf *out, const struct column columns[ET_ACTOR_COUNT])
{
	const char *before = "";

	for (int a = 0; a < ET_ACTOR_COUNT; a++) {
		if (!columns[a].is_same)
			continue;
		et_buf_printf(out, "%s%s: `%s`", before, et_actor_word((enum et_actor)a),
			et_err_wire(columns[a].cell.err));
		before = "; ";
	}
	et_buf_str(out, "\n\n| | |");
	for (int a = 0; a < ET_ACTOR_COUNT; a++) {
		if (!columns[a].is_same)
			et_buf_printf(out, " %s |", et_actor_word((enum et_actor)a));
	}
	et_buf_str(out, "\n| --- | --- |");
	for (int a = 0; a < ET_ACTOR_COUNT; a++) {
		if (!columns[a].is_same)
			et_buf_str(out, " --- |");
	}
	et_buf_str(out, "\n");
}

void et_gen_access(struct et_buf *out, enum et_matrix_part part)
{
	struct column columns[ET_ACTOR_COUNT];

	for (int a = 0; a < ET_ACTOR_COUNT; a++)
		columns[a] = column_of(part, (enum et_actor)a);
	put_head(out, columns);
	for (size_t i = 0; i < et_matrix_count(); i++) {
		const struct et_matrix_row *row = et_matrix_row_at(i);

		if (row->part != part)
			continue;
		et_buf_printf(out, "| `%s` | %s |", et_matrix_name(row), row->about);
		for (int a = 0; a < ET_ACTOR_COUNT; a++) {
			if (columns[a].is_same)
				continue;
			et_buf_str(out, " ");
			put_answers(out, row, (enum et_actor)a);
			et_buf_str(out, " |");
		}
		et_buf_str(out, "\n");
	}
}

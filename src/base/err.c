/*
 * The table of errors as arrays. The wire codes of errors.def are the only ones.
 */
#include <stddef.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/err.h>

struct err_row {
	const char *symbol, *wire;
	enum et_disposition disposition;
	bool logged;
};

static const struct err_row rows[ET_ERR_COUNT] = {
#define X(symbol, wire, disposition, logged) { #symbol, wire, disposition, (logged) != 0 },
#include "errors.def"
#undef X
};

static const struct err_row *row_of(enum et_err err)
{
	ET_ASSERT((size_t)err < ET_ERR_COUNT);
	return &rows[err];
}

const char *et_err_wire(enum et_err err)
{
	return row_of(err)->wire;
}

const char *et_err_symbol(enum et_err err)
{
	return row_of(err)->symbol;
}

enum et_disposition et_err_disposition(enum et_err err)
{
	return row_of(err)->disposition;
}

bool et_err_is_logged(enum et_err err)
{
	return row_of(err)->logged;
}

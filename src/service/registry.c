/*
 * The table of commands, made from commands.def.
 */
#include <string.h>

#include <etatunti/base/assert.h>
#include <etatunti/service/command.h>

#define X(symbol) extern const struct et_command et_command_##symbol;
#include "commands.def"
#undef X

static const struct et_command *const commands[] = {
#define X(symbol) &et_command_##symbol,
#include "commands.def"
#undef X
};

size_t et_command_count(void)
{
	return sizeof(commands) / sizeof(commands[0]);
}

const struct et_command *et_command_at(size_t i)
{
	ET_ASSERT(i < et_command_count());
	return commands[i];
}

const struct et_command *et_command_find(const char *name)
{
	for (size_t i = 0; i < et_command_count(); i++) {
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	}
	return NULL;
}

const char *et_conn_state_word(unsigned states)
{
	switch (states) {
	case ET_CONN_NEW: return "new";
	case ET_CONN_CHALLENGED: return "challenged";
	case ET_CONN_IN: return "in";
	case ET_CONN_GUEST: return "guest";
	case ET_CONN_IN | ET_CONN_GUEST: return "in, guest";
	case ET_CONN_ANY: return "any";
	default: return "";
	}
}

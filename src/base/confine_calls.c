/*
 * seccomp (Linux 3.17, killing the process 4.14; seccomp(2)): syscalls.def as a program of the kernel's
 * packet filter, which ends the process at a call that is not its own. Not libseccomp: what that does
 * for tables as short as ours are the sixty lines below.
 */
#define _GNU_SOURCE /* clone's flags, gettid's kin */

#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <etatunti/base/sanitized.h>

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#else
#define ARCH 0
#endif

/* The columns of the table: front, core, mailer, and all of them where a sanitizer is built in. */
enum {
	F = ET_PROCESS_FRONT,
	C = ET_PROCESS_CORE,
	M = ET_PROCESS_MAILER,
	ALL = F | C | M,
	SAN = ET_SANITIZED ? ALL : 0,
};

/* When a rule holds: always, or if of an argument's low 32 bits … */
enum test {
	ALWAYS,
	IS,    /* … they are the value */
	LACKS, /* … none of the value's are set */
	HAS,   /* … all of the value's are set */
	OWN,   /* … they are this process's number */
};

struct rule {
	uint32_t call;
	uint8_t who;
	uint8_t test;
	uint8_t arg;
	int refusal; /* the errno that the caller gets; 0: the call is made */
	uint32_t value;
};

static const struct rule rules[] = {
#define CALL(name, who) { __NR_##name, (who), ALWAYS, 0, 0, 0 },
#define CALL_IF(name, who, arg, test, value) { __NR_##name, (who), (test), (arg), 0, (value) },
#define REFUSE(name, who, why) { __NR_##name, (who), ALWAYS, 0, (why), 0 },
#define REFUSE_IF(name, who, arg, test, value, why) \
	{ __NR_##name, (who), (test), (arg), (why), (value) },
#include "syscalls.def"
};

#define RULE_COUNT (sizeof(rules) / sizeof(rules[0]))
/* Of one rule, and before and after all. */
#define RULE_LEN_MAX 6
#define FRAME_LEN 5

struct program {
	struct sock_filter code[RULE_COUNT * RULE_LEN_MAX + FRAME_LEN];
	unsigned short len;
};

static void put(struct program *out, int code, uint32_t k, uint8_t if_so, uint8_t if_not)
{
	out->code[out->len++] = (struct sock_filter){ (uint16_t)code, if_so, if_not, k };
}

static void put_load(struct program *out, size_t offset)
{
	put(out, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

/* Leaves over the answer if the argument is not as the rule has it; both kinds of processor are little-endian. */
static void put_test(struct program *out, const struct rule *rule)
{
	uint32_t value = rule->test == OWN ? (uint32_t)getpid() : rule->value;

	put_load(out, offsetof(struct seccomp_data, args) + 8 * (size_t)rule->arg);
	if (rule->test == HAS)
		put(out, BPF_ALU | BPF_AND | BPF_K, value, 0, 0);
	if (rule->test == LACKS)
		put(out, BPF_JMP | BPF_JSET | BPF_K, value, 1, 0);
	else
		put(out, BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
}

static void put_rule(struct program *out, const struct rule *rule)
{
	uint32_t answer = rule->refusal != 0 ? SECCOMP_RET_ERRNO | (uint32_t)rule->refusal
					     : SECCOMP_RET_ALLOW;
	unsigned short at = out->len;

	put(out, BPF_JMP | BPF_JEQ | BPF_K, rule->call, 0, 0);
	if (rule->test != ALWAYS)
		put_test(out, rule);
	put(out, BPF_RET | BPF_K, answer, 0, 0);
	/* The number again, where the argument has taken its place. */
	if (rule->test != ALWAYS)
		put_load(out, offsetof(struct seccomp_data, nr));
	out->code[at].jf = (uint8_t)(out->len - at - 1);
}

/* The first rule that holds decides; a call of the processor's other modes has another arch, or no rule. */
static void put_all(struct program *out, enum et_process process)
{
	put_load(out, offsetof(struct seccomp_data, arch));
	put(out, BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0);
	put(out, BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS, 0, 0);
	put_load(out, offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < RULE_COUNT; i++)
		if ((rules[i].who & process) != 0)
			put_rule(out, &rules[i]);
	put(out, BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS, 0, 0);
}

enum et_err et_confine_calls(enum et_process process)
{
	struct program program = { .len = 0 };
	struct sock_fprog handed = { .filter = program.code };

	if (ARCH == 0) {
		errno = ENOSYS;
		return ET_IO;
	}
	put_all(&program, process);
	handed.len = program.len;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
		prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &handed, 0, 0) != 0)
		return ET_IO;
	return ET_OK;
}

/*
 * A referee for integer sets: isl answers questions about sets in its own notation.
 *
 * Reads one request a line, fields between tabs: the operation, then its operands. Answers one line: a set or relation,
 * `true`, `false`, a number, or `error`. Objects are made anew for each request.
 *
 *     in    equal<TAB>{ [i] : 0 <= i < 3 }<TAB>{ [0]; [1]; [2] }
 *     out   true
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <isl/ctx.h>
#include <isl/flow.h>
#include <isl/options.h>
#include <isl/polynomial.h>
#include <isl/set.h>
#include <isl/union_map.h>
#include <isl/union_set.h>
#include <isl/val.h>

#define MAXIMUM_FIELDS 8

static isl_union_map *map_of(isl_ctx *ctx, const char *text)
{
	return isl_union_map_read_from_str(ctx, text);
}

static isl_union_set *set_of(isl_ctx *ctx, const char *text)
{
	return isl_union_set_read_from_str(ctx, text);
}

static void answer_text(char *text)
{
	if (!text) {
		puts("error");
		return;
	}
	puts(text);
	free(text);
}

static void answer_map(isl_union_map *map)
{
	answer_text(isl_union_map_to_str(map));
	isl_union_map_free(map);
}

static void answer_set(isl_union_set *set)
{
	answer_text(isl_union_set_to_str(set));
	isl_union_set_free(set);
}

static void answer_bool(isl_bool value)
{
	puts(value == isl_bool_error ? "error" : value == isl_bool_true ? "true" : "false");
}

struct count {
	isl_val *sum;
};

static isl_stat add_count(isl_set *set, void *user)
{
	struct count *count = user;
	isl_val *here = isl_set_count_val(set);
	isl_set_free(set);
	if (!here)
		return isl_stat_error;
	count->sum = isl_val_add(count->sum, here);
	return isl_stat_ok;
}

static void answer_count(isl_ctx *ctx, isl_union_set *set)
{
	struct count count = { isl_val_zero(ctx) };
	if (!set || isl_union_set_foreach_set(set, &add_count, &count) < 0)
		puts("error");
	else
		answer_text(isl_val_to_str(count.sum));
	isl_val_free(count.sum);
	isl_union_set_free(set);
}

/* last|any, sinks, sources, schedule: the flow from each source to the sinks that read what it wrote last, or may have. */
static void answer_flow(isl_ctx *ctx, char **fields)
{
	int last = !strcmp(fields[0], "last");
	isl_union_access_info *access = isl_union_access_info_from_sink(map_of(ctx, fields[1]));
	isl_union_map *sources = map_of(ctx, fields[2]);
	if (last)
		access = isl_union_access_info_set_must_source(access, sources);
	else
		access = isl_union_access_info_set_may_source(access, sources);
	access = isl_union_access_info_set_schedule_map(access, map_of(ctx, fields[3]));
	isl_union_flow *flow = isl_union_access_info_compute_flow(access);
	answer_map(last ? isl_union_flow_get_must_dependence(flow) : isl_union_flow_get_may_dependence(flow));
	isl_union_flow_free(flow);
}

static int answer_about_two_maps(isl_ctx *ctx, const char *operation, char **fields)
{
	static const struct {
		const char *name;
		isl_union_map *(*of)(isl_union_map *, isl_union_map *);
	} binary[] = {
		{ "union", &isl_union_map_union },
		{ "intersect", &isl_union_map_intersect },
		{ "subtract", &isl_union_map_subtract },
		{ "apply-range", &isl_union_map_apply_range },
		{ "gist", &isl_union_map_gist },
		{ "product", &isl_union_map_product },
		{ "lex-lt", &isl_union_map_lex_lt_union_map },
		{ "lex-le", &isl_union_map_lex_le_union_map },
	};
	for (size_t i = 0; i < sizeof(binary) / sizeof(binary[0]); ++i) {
		if (strcmp(operation, binary[i].name))
			continue;
		answer_map(binary[i].of(map_of(ctx, fields[1]), map_of(ctx, fields[2])));
		return 1;
	}
	if (strcmp(operation, "equal") && strcmp(operation, "subset"))
		return 0;
	isl_union_map *first = map_of(ctx, fields[1]);
	isl_union_map *second = map_of(ctx, fields[2]);
	if (!strcmp(operation, "equal"))
		answer_bool(isl_union_map_is_equal(first, second));
	else
		answer_bool(isl_union_map_is_subset(first, second));
	isl_union_map_free(first);
	isl_union_map_free(second);
	return 1;
}

static int answer_about_two_sets(isl_ctx *ctx, const char *operation, char **fields)
{
	if (!strcmp(operation, "equal-sets")) {
		isl_union_set *first = set_of(ctx, fields[1]);
		isl_union_set *second = set_of(ctx, fields[2]);
		answer_bool(isl_union_set_is_equal(first, second));
		isl_union_set_free(first);
		isl_union_set_free(second);
	} else if (!strcmp(operation, "subtract-sets")) {
		answer_set(isl_union_set_subtract(set_of(ctx, fields[1]), set_of(ctx, fields[2])));
	} else if (!strcmp(operation, "intersect-sets")) {
		answer_set(isl_union_set_intersect(set_of(ctx, fields[1]), set_of(ctx, fields[2])));
	} else if (!strcmp(operation, "apply")) {
		answer_set(isl_union_set_apply(set_of(ctx, fields[1]), map_of(ctx, fields[2])));
	} else if (!strcmp(operation, "intersect-domain")) {
		answer_map(isl_union_map_intersect_domain(map_of(ctx, fields[1]), set_of(ctx, fields[2])));
	} else {
		return 0;
	}
	return 1;
}

static int answer_about_map(isl_ctx *ctx, const char *operation, const char *field)
{
	static const struct {
		const char *name;
		isl_union_map *(*of)(isl_union_map *);
	} unary[] = {
		{ "read", NULL },
		{ "reverse", &isl_union_map_reverse },
		{ "lexmin", &isl_union_map_lexmin },
		{ "lexmax", &isl_union_map_lexmax },
		{ "coalesce", &isl_union_map_coalesce },
	};
	for (size_t i = 0; i < sizeof(unary) / sizeof(unary[0]); ++i) {
		if (strcmp(operation, unary[i].name))
			continue;
		isl_union_map *map = map_of(ctx, field);
		answer_map(unary[i].of ? unary[i].of(map) : map);
		return 1;
	}
	if (!strcmp(operation, "domain"))
		answer_set(isl_union_map_domain(map_of(ctx, field)));
	else if (!strcmp(operation, "range"))
		answer_set(isl_union_map_range(map_of(ctx, field)));
	else if (!strcmp(operation, "deltas"))
		answer_set(isl_union_map_deltas(map_of(ctx, field)));
	else
		return 0;
	return 1;
}

static int answer_about_set(isl_ctx *ctx, const char *operation, const char *field)
{
	if (!strcmp(operation, "count"))
		answer_count(ctx, set_of(ctx, field));
	else if (!strcmp(operation, "lexmin-set"))
		answer_set(isl_union_set_lexmin(set_of(ctx, field)));
	else if (!strcmp(operation, "lexmax-set"))
		answer_set(isl_union_set_lexmax(set_of(ctx, field)));
	else if (!strcmp(operation, "empty")) {
		isl_union_set *set = set_of(ctx, field);
		answer_bool(isl_union_set_is_empty(set));
		isl_union_set_free(set);
	} else
		return 0;
	return 1;
}

static void answer(isl_ctx *ctx, char *line)
{
	char *fields[MAXIMUM_FIELDS];
	int count = 0;
	for (char *field = strtok(line, "\t"); field && count < MAXIMUM_FIELDS; field = strtok(NULL, "\t"))
		fields[count++] = field;
	if (count == 4 && (!strcmp(fields[0], "last") || !strcmp(fields[0], "any")))
		answer_flow(ctx, fields);
	else if (count == 3 && (answer_about_two_maps(ctx, fields[0], fields) ||
				answer_about_two_sets(ctx, fields[0], fields)))
		return;
	else if (count == 2 && (answer_about_map(ctx, fields[0], fields[1]) ||
				answer_about_set(ctx, fields[0], fields[1])))
		return;
	else if (count != 4)
		puts("error");
}

int main(void)
{
	isl_ctx *ctx = isl_ctx_alloc();
	char *line = NULL;
	size_t capacity = 0;
	ssize_t length;

	isl_options_set_on_error(ctx, ISL_ON_ERROR_CONTINUE);
	while ((length = getline(&line, &capacity, stdin)) > 0) {
		if (line[length - 1] == '\n')
			line[length - 1] = '\0';
		answer(ctx, line);
		isl_ctx_reset_error(ctx);
		fflush(stdout);
	}
	free(line);
	isl_ctx_free(ctx);
	return 0;
}

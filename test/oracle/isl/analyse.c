/*
 * The dependences of polyhedral programs, by isl, and how long it takes.
 *
 * Arguments: a file of programs (five lines each: name, domains, schedule, reads, writes; `#` begins a comment) and the
 * number of repetitions. Each repetition parses the texts and computes everything anew. Prints a line for each program,
 * with tabs between the fields: name; median milliseconds; memory-based RAW, WAR, WAW; value-based RAW, WAR, WAW;
 * distances in time; whether they are all lexicographically positive.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <isl/aff.h>
#include <isl/ctx.h>
#include <isl/flow.h>
#include <isl/map.h>
#include <isl/set.h>
#include <isl/space.h>
#include <isl/union_map.h>
#include <isl/union_set.h>

#define FIELDS 5
#define RELATIONS 6

struct result {
	isl_union_map *relations[RELATIONS];
	isl_union_set *distances;
	isl_bool legal;
};

static double milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

/* Pairs of accesses to the same element, the first strictly before the second. */
static isl_union_map *pairs(isl_union_map *first, isl_union_map *second, isl_union_map *before)
{
	isl_union_map *same = isl_union_map_apply_range(isl_union_map_copy(first),
							isl_union_map_reverse(isl_union_map_copy(second)));
	return isl_union_map_intersect(same, isl_union_map_copy(before));
}

/* The last source before each sink. */
static isl_union_map *last(isl_union_map *source, isl_union_map *sink, isl_union_map *schedule)
{
	isl_union_access_info *info = isl_union_access_info_from_sink(isl_union_map_copy(sink));
	info = isl_union_access_info_set_must_source(info, isl_union_map_copy(source));
	info = isl_union_access_info_set_schedule_map(info, isl_union_map_copy(schedule));
	isl_union_flow *flow = isl_union_access_info_compute_flow(info);
	isl_union_map *dependence = isl_union_flow_get_must_dependence(flow);
	isl_union_flow_free(flow);
	return dependence;
}

/* Every source before each sink without a kill strictly between them. */
static isl_union_map *since(isl_union_map *source, isl_union_map *kill, isl_union_map *sink, isl_union_map *schedule)
{
	isl_union_access_info *info = isl_union_access_info_from_sink(isl_union_map_copy(sink));
	info = isl_union_access_info_set_may_source(info, isl_union_map_copy(source));
	info = isl_union_access_info_set_kill(info, isl_union_map_copy(kill));
	info = isl_union_access_info_set_schedule_map(info, isl_union_map_copy(schedule));
	isl_union_flow *flow = isl_union_access_info_compute_flow(info);
	isl_union_map *dependence = isl_union_flow_get_may_dependence(flow);
	isl_union_flow_free(flow);
	return dependence;
}

static isl_stat is_positive(isl_set *set, void *user)
{
	isl_bool *legal = user;
	isl_space *space = isl_set_get_space(set);
	isl_set *zero = isl_set_from_multi_aff(isl_multi_aff_zero(isl_space_copy(space)));
	isl_map *later = isl_map_lex_gt(space);
	isl_set *positive = isl_set_apply(zero, isl_map_reverse(later));
	isl_bool subset = isl_set_is_subset(set, positive);
	if (subset != isl_bool_true)
		*legal = subset;
	isl_set_free(positive);
	isl_set_free(set);
	return isl_stat_ok;
}

static isl_union_set *distances_of(struct result *result, isl_union_map *schedule)
{
	isl_union_map *all = isl_union_map_copy(result->relations[0]);
	all = isl_union_map_union(all, isl_union_map_copy(result->relations[1]));
	all = isl_union_map_union(all, isl_union_map_copy(result->relations[2]));
	all = isl_union_map_apply_domain(all, isl_union_map_copy(schedule));
	all = isl_union_map_apply_range(all, isl_union_map_copy(schedule));
	return isl_union_map_deltas(all);
}

static struct result analyse(isl_ctx *ctx, char **text)
{
	struct result result;
	isl_union_set *domain = isl_union_set_read_from_str(ctx, text[1]);
	isl_union_map *schedule = isl_union_map_read_from_str(ctx, text[2]);
	isl_union_map *reads = isl_union_map_read_from_str(ctx, text[3]);
	isl_union_map *writes = isl_union_map_read_from_str(ctx, text[4]);
	schedule = isl_union_map_intersect_domain(schedule, isl_union_set_copy(domain));
	reads = isl_union_map_intersect_domain(reads, isl_union_set_copy(domain));
	writes = isl_union_map_intersect_domain(writes, domain);
	isl_union_map *before = isl_union_map_lex_lt_union_map(isl_union_map_copy(schedule), isl_union_map_copy(schedule));
	result.relations[0] = pairs(writes, reads, before);
	result.relations[1] = pairs(reads, writes, before);
	result.relations[2] = pairs(writes, writes, before);
	result.relations[3] = last(writes, reads, schedule);
	result.relations[4] = since(reads, writes, writes, schedule);
	result.relations[5] = last(writes, writes, schedule);
	result.distances = distances_of(&result, schedule);
	result.legal = isl_bool_true;
	isl_union_set_foreach_set(result.distances, &is_positive, &result.legal);
	isl_union_map_free(before);
	isl_union_map_free(schedule);
	isl_union_map_free(reads);
	isl_union_map_free(writes);
	return result;
}

static void free_result(struct result result)
{
	for (int i = 0; i < RELATIONS; ++i)
		isl_union_map_free(result.relations[i]);
	isl_union_set_free(result.distances);
}

static void print_text(char *text)
{
	printf("\t%s", text ? text : "error");
	free(text);
}

static int by_value(const void *a, const void *b)
{
	double difference = *(const double *) a - *(const double *) b;
	return difference < 0 ? -1 : difference > 0;
}

static void report(isl_ctx *ctx, char **text, int repetitions)
{
	double *times = malloc((repetitions + 1) * sizeof(*times));
	struct result result = analyse(ctx, text);
	for (int i = 0; i < repetitions; ++i) {
		double start = milliseconds();
		free_result(analyse(ctx, text));
		times[i] = milliseconds() - start;
	}
	qsort(times, repetitions, sizeof(*times), &by_value);
	printf("%s\t%.4f", text[0], repetitions > 0 ? times[repetitions / 2] : 0);
	for (int i = 0; i < RELATIONS; ++i)
		print_text(isl_union_map_to_str(result.relations[i]));
	print_text(isl_union_set_to_str(result.distances));
	puts(result.legal == isl_bool_true ? "\ttrue" : "\tfalse");
	fflush(stdout);
	free_result(result);
	free(times);
}

int main(int argc, char **argv)
{
	FILE *file = argc == 3 ? fopen(argv[1], "r") : NULL;
	if (!file) {
		fprintf(stderr, "usage: analyse PROGRAMS REPETITIONS\n");
		return 2;
	}
	isl_ctx *ctx = isl_ctx_alloc();
	char *text[FIELDS] = { NULL };
	size_t capacity[FIELDS] = { 0 };
	int field = 0;
	ssize_t length;
	while ((length = getline(&text[field], &capacity[field], file)) > 0) {
		if (text[field][0] == '#' || text[field][0] == '\n')
			continue;
		text[field][strcspn(text[field], "\n")] = '\0';
		if (++field < FIELDS)
			continue;
		field = 0;
		report(ctx, text, atoi(argv[2]));
	}
	for (int i = 0; i < FIELDS; ++i)
		free(text[i]);
	fclose(file);
	isl_ctx_free(ctx);
	return 0;
}

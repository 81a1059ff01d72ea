/** Random programs of queries, random edits: the incremental answer is the one from scratch, and nothing runs twice. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Database } from '../../server/src/query/database.ts';
import { type Computation, defineInput, defineQuery, type Query } from '../../server/src/query/definition.ts';
import { computeNow } from '../../server/src/query/scheduler.ts';
import { runs } from '../support/runs.ts';

const INPUTS = 4;
const LAYERS = 4;
const WIDTH = 4;

const input = defineInput<[i: number], number>('input', () => 0);

interface Plan {
  /** For each node the nodes or inputs below that it may read; the first decides which of the others it does. */
  readonly reads: readonly (readonly number[])[];
  readonly modulus: number;
  readonly capacity: number;
}

/** Node n of layer l reads nodes of lower layers; layer 0 are the inputs. Values are kept small, so that many are equal. */
function buildQuery(plan: Plan): Query<[number], number> {
  const node: Query<[number], number> = defineQuery(
    'node',
    function* (reader, n: number): Computation<number> {
      const choices = plan.reads[n] as readonly number[];
      const read = function* (below: number): Computation<number> {
        return below < INPUTS ? yield* reader.get(input, below) : yield* reader.get(node, below - INPUTS);
      };
      const first = yield* read(choices[0] as number);
      const second = yield* read(choices[1 + (Math.abs(first) % (choices.length - 1))] as number);
      if (first === 3 && second === 3) throw new Error(`refused at ${n}`);
      return (first * 2 + second) % plan.modulus;
    },
    { capacity: plan.capacity },
  );
  return node;
}

/** What node n is, by plain recursion. */
function fromScratch(plan: Plan, values: readonly number[], n: number): number | string {
  const choices = plan.reads[n] as readonly number[];
  const read = (below: number) =>
    below < INPUTS ? (values[below] as number) : fromScratch(plan, values, below - INPUTS);
  const first = read(choices[0] as number);
  if (typeof first === 'string') return first;
  const second = read(choices[1 + (Math.abs(first) % (choices.length - 1))] as number);
  if (typeof second === 'string') return second;
  return first === 3 && second === 3 ? `refused at ${n}` : (first * 2 + second) % plan.modulus;
}

const planArbitrary = fc
  .record({
    reads: fc.tuple(
      ...Array.from({ length: LAYERS * WIDTH }, (_, n) => {
        const below = INPUTS + Math.floor(n / WIDTH) * WIDTH;
        return fc.array(fc.nat(below - 1), { minLength: 2, maxLength: 4 });
      }),
    ),
    modulus: fc.integer({ min: 2, max: 6 }),
    capacity: fc.constantFrom(1, 3, Number.POSITIVE_INFINITY),
  })
  .map((plan): Plan => plan);

const step = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), input: fc.nat(INPUTS - 1), value: fc.nat(4), high: fc.boolean() }),
  fc.record({ kind: fc.constant('ask' as const), node: fc.nat(LAYERS * WIDTH - 1) }),
);

it('the incremental answer equals the one from scratch', () => {
  fc.assert(
    fc.property(planArbitrary, fc.array(step, { minLength: 10, maxLength: 60 }), (plan, steps) => {
      const node = buildQuery(plan);
      const database = new Database();
      const values = Array.from({ length: INPUTS }, () => 0);
      let asked: string[] = [];
      database.trace = ({ what, key }) => what === 'run' && asked.push(key.join());
      for (const action of steps) {
        if (action.kind === 'set') {
          values[action.input] = action.value;
          database.set(input, [action.input], action.value, action.high ? 'high' : 'low');
          continue;
        }
        asked = [];
        const answer = computeNow(database, function* (reader) {
          const attempt = yield* reader.attempt(node, action.node);
          return attempt.ok ? attempt.value : attempt.error.message;
        });
        expect(answer).toBe(fromScratch(plan, values, action.node));
        if (plan.capacity === Number.POSITIVE_INFINITY) expect(new Set(asked).size).toBe(asked.length);
      }
    }),
    { numRuns: runs(300) },
  );
});

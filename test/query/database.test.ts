import { describe, expect, it } from 'vitest';
import { Database, QueryCycleError, type TraceEvent } from '../../server/src/query/database.ts';
import { type Computation, defineInput, defineQuery, type Query } from '../../server/src/query/definition.ts';
import { computeNow } from '../../server/src/query/scheduler.ts';

const text = defineInput<[file: string], string>('text', () => '');
const length = defineQuery('length', function* (reader, file: string) {
  return (yield* reader.get(text, file)).length;
});
const isLong = defineQuery('isLong', function* (reader, file: string) {
  return (yield* reader.get(length, file)) > 3;
});

function traced(database: Database): () => string[] {
  let events: TraceEvent[] = [];
  database.trace = (event) => events.push(event);
  return () => {
    const names = events.filter(({ what }) => what === 'run').map(({ query, key }) => `${query}(${key.join()})`);
    events = [];
    return names;
  };
}

function ask<Value>(database: Database, query: Query<[string], Value>, key: string): Value {
  return computeNow(database, (reader) => reader.get(query, key));
}

describe('a query', () => {
  it('runs once for a revision', () => {
    const database = new Database();
    const ran = traced(database);
    database.set(text, ['a'], 'hello');
    expect(ask(database, isLong, 'a')).toBe(true);
    expect(ask(database, isLong, 'a')).toBe(true);
    expect(ran()).toEqual(['isLong(a)', 'length(a)']);
  });

  it('runs again only where an input that it read has changed', () => {
    const database = new Database();
    database.set(text, ['a'], 'hello');
    database.set(text, ['b'], 'x');
    ask(database, isLong, 'a');
    ask(database, isLong, 'b');
    const ran = traced(database);
    database.set(text, ['b'], 'xy');
    expect([ask(database, isLong, 'a'), ask(database, isLong, 'b')]).toEqual([true, false]);
    expect(ran()).toEqual(['length(b)', 'isLong(b)']);
  });

  it('stops the recomputation where the value is equal', () => {
    const database = new Database();
    database.set(text, ['a'], 'hello');
    ask(database, isLong, 'a');
    const ran = traced(database);
    database.set(text, ['a'], 'world');
    expect(ask(database, isLong, 'a')).toBe(true);
    expect(ran()).toEqual(['length(a)']);
  });

  it('is not touched by setting an input to the value that it has', () => {
    const database = new Database();
    database.set(text, ['a'], 'hello');
    const { revision } = database;
    database.set(text, ['a'], 'hello');
    expect(database.revision).toBe(revision);
  });

  it('depends on what it read last time, not on what it read before', () => {
    const database = new Database();
    const chosen = defineQuery('chosen', function* (reader, key: string) {
      return yield* reader.get(text, yield* reader.get(text, key));
    });
    database.set(text, ['which'], 'a');
    database.set(text, ['a'], '1');
    database.set(text, ['b'], '2');
    expect(ask(database, chosen, 'which')).toBe('1');
    database.set(text, ['which'], 'b');
    expect(ask(database, chosen, 'which')).toBe('2');
    const ran = traced(database);
    database.set(text, ['a'], '3');
    expect(ask(database, chosen, 'which')).toBe('2');
    expect(ran()).toEqual([]);
  });

  it('that throws gives the same exception to all who ask, and recovers with its input', () => {
    const database = new Database();
    const strict = defineQuery('strict', function* (reader, key: string) {
      const value = yield* reader.get(text, key);
      if (value === '') throw new Error('empty');
      return value;
    });
    const careful = defineQuery('careful', function* (reader, key: string) {
      const attempt = yield* reader.attempt(strict, key);
      return attempt.ok ? attempt.value : `failed: ${attempt.error.message} in ${attempt.query}`;
    });
    expect(() => ask(database, strict, 'a')).toThrow('empty');
    expect(ask(database, careful, 'a')).toBe('failed: empty in strict');
    database.set(text, ['a'], 'fine');
    expect(ask(database, careful, 'a')).toBe('fine');
  });

  it('that needs itself is a defect, named with its path', () => {
    const database = new Database();
    const first: Query<[string], number> = defineQuery('first', function* (reader, key: string): Computation<number> {
      return yield* reader.get(second, key);
    });
    const second: Query<[string], number> = defineQuery('second', function* (reader, key: string): Computation<number> {
      return yield* reader.get(first, key);
    });
    expect(() => ask(database, first, 'a')).toThrow(QueryCycleError);
    expect(() => ask(database, first, 'a')).toThrow('first(a) -> second(a) -> first(a)');
  });

  it('tells numbers in its key from texts', () => {
    const database = new Database();
    const shown = defineQuery('shown', function* (_reader, part: string | number, other: string) {
      yield* _reader.checkpoint();
      return `${typeof part} ${other}`;
    });
    const keys: [string | number, string][] = [
      [1, 'x'],
      ['1', 'x'],
      ['#1', 'x'],
      ['\0#1', 'x'],
      ['a\0b', 'c'],
      ['a', 'b\0c'],
    ];
    const values = keys.map((key) => computeNow(database, (reader) => reader.get(shown, ...key)));
    expect(values).toEqual(keys.map(([part, other]) => `${typeof part} ${other}`));
  });
});

describe('durability', () => {
  it('spares what read only durable inputs the look at them', () => {
    const database = new Database();
    database.set(text, ['std'], 'library', 'high');
    let looks = 0;
    const probe = defineQuery(
      'probe',
      function* (reader, key: string) {
        return yield* reader.get(text, key);
      },
      {
        equals: (a, b) => {
          looks++;
          return a === b;
        },
      },
    );
    ask(database, probe, 'std');
    database.set(text, ['a'], 'typed');
    expect(ask(database, probe, 'std')).toBe('library');
    expect(looks).toBe(0);
  });

  it('does not hide a change of a durable input', () => {
    const database = new Database();
    database.set(text, ['std'], 'library', 'high');
    expect(ask(database, length, 'std')).toBe(7);
    database.set(text, ['std'], 'lib', 'low');
    expect(ask(database, length, 'std')).toBe(3);
    database.set(text, ['std'], 'longer library', 'high');
    expect(ask(database, length, 'std')).toBe(14);
  });
});

describe('a capacity', () => {
  const small = defineQuery(
    'small',
    function* (reader, key: string) {
      return yield* reader.get(text, key);
    },
    { capacity: 2 },
  );
  const reads = defineQuery('reads', function* (reader, key: string) {
    return (yield* reader.get(small, key)).length;
  });

  it('drops the value used longest ago and computes it again without waking its readers', () => {
    const database = new Database();
    for (const key of ['a', 'b', 'c']) database.set(text, [key], key.repeat(3));
    for (const key of ['a', 'b', 'c']) ask(database, reads, key);
    const ran = traced(database);
    expect(ask(database, small, 'a')).toBe('aaa');
    expect(ran()).toEqual(['small(a)']);
    database.set(text, ['b'], 'bbbb');
    ask(database, reads, 'a');
    expect(ran()).toEqual([]);
  });
});

describe('what a capacity keeps', () => {
  it('is what was used last, not what was computed last', () => {
    const database = new Database();
    const two = defineQuery(
      'two',
      function* (reader, key: string) {
        return yield* reader.get(text, key);
      },
      { capacity: 2 },
    );
    for (const key of ['a', 'b', 'a', 'c']) ask(database, two, key);
    const ran = traced(database);
    ask(database, two, 'a');
    expect(ran()).toEqual([]);
    ask(database, two, 'b');
    expect(ran()).toEqual(['two(b)']);
  });
});

describe('the sweep', () => {
  it('keeps what a live query depends on, though it was not looked at', () => {
    const database = new Database();
    database.set(text, ['std'], 'library', 'high');
    for (let i = 0; i < 600; i++) {
      database.set(text, ['typed'], `${i}`);
      ask(database, isLong, 'std');
    }
    const ran = traced(database);
    ask(database, length, 'std');
    expect(ran()).toEqual([]);
  });

  it('forgets what nobody asks for any more, and keeps what is asked for', () => {
    const database = new Database();
    database.set(text, ['kept'], 'x');
    for (let i = 0; i < 2000; i++) {
      database.set(text, [`name${i}`], 'y');
      ask(database, isLong, `name${i}`);
      ask(database, isLong, 'kept');
    }
    expect(database.size).toBeLessThan(1200);
    const ran = traced(database);
    ask(database, isLong, 'kept');
    expect(ran()).toEqual([]);
  });
});

import { expect, it } from 'vitest';
import { Database } from '../../server/src/query/database.ts';
import { defineInput, defineQuery } from '../../server/src/query/definition.ts';
import { computeNow } from '../../server/src/query/scheduler.ts';

const text = defineInput<[file: string], string>('text', () => '');
const length = defineQuery('length', function* (reader, file: string) {
  return (yield* reader.get(text, file)).length;
});

it('a query that was cut off once is not run again by later changes of something else', () => {
  const database = new Database();
  const ask = () => computeNow(database, (reader) => reader.get(length, 'a'));
  database.set(text, ['a'], 'hello');
  ask();
  database.set(text, ['a'], 'world');
  ask();
  const ran: string[] = [];
  database.trace = ({ query }) => ran.push(query);
  database.set(text, ['b'], 'another file');
  expect(ask()).toBe(5);
  expect(ran).toEqual([]);
});

/** Nets expanded from scratch: the two nets of the samples. */
import fs from 'node:fs';
import { addStd } from '../../server/src/model/files.ts';
import { netExpansion } from '../../server/src/model/net-queries.ts';
import { Database } from '../../server/src/query/database.ts';
import { computeNow } from '../../server/src/query/scheduler.ts';
import { setFile } from '../../server/src/syntax/files.ts';
import { benchmark, type Task } from './harness.ts';

const samples = fs.readdirSync('samples').filter((name) => name.endsWith('.tile'));
const uri = (name: string) => `file:///bench/${name}`;

function expand(database: Database, file: string, net: string): number {
  return computeNow(database, function* (reader) {
    const result = yield* reader.get(netExpansion, uri(file), `net ${net}`, uri(file), `case ${net}`);
    return result.ok ? result.expansion.instances.length : 0;
  });
}

/** The expansion alone: everything else is known, and the case changes each time. */
function expanding(file: string, net: string, operators: number): Task {
  const database = new Database();
  addStd(database);
  for (const name of samples) setFile(database, uri(name), fs.readFileSync(`samples/${name}`, 'utf8'));
  if (expand(database, file, net) !== operators) throw new Error(`${net} should have ${operators} operators`);
  const text = fs.readFileSync(`samples/${file}`, 'utf8');
  const at = text.lastIndexOf('N = 1');
  let runs = 0;
  return {
    name: `${net}, ${operators} operators`,
    prepare: () => {
      runs += 1;
      setFile(database, uri(file), `${text.slice(0, at)}N = ${(runs % 2) + 1}${text.slice(at + 5)}`);
    },
    run: () => {
      expand(database, file, net);
    },
    budgetMs: 20,
  };
}

await benchmark('net expansion', [
  expanding('resnet50.tile', 'resnet50', 125),
  expanding('wavenet.tile', 'wavenet', 210),
]);

/** Text → what the server knows about one of its kernels, through the same queries as the command line. */
import type { KernelFacts } from '../../server/src/analysis/facts.ts';
import { chosenCase, type FactsResult, kernelFacts } from '../../server/src/analysis/queries.ts';
import { addStd } from '../../server/src/model/files.ts';
import type { LoweredProgram } from '../../server/src/polyhedral/lower.ts';
import { program } from '../../server/src/polyhedral/queries.ts';
import { Database } from '../../server/src/query/database.ts';
import { computeNow } from '../../server/src/query/scheduler.ts';
import { setFile } from '../../server/src/syntax/files.ts';

const FILE = 'file:///test/kernel.tile';

export interface Analysis {
  readonly facts: FactsResult;
  readonly program: LoweredProgram;
}

/** @returns facts and program of a kernel at the first case for it, or at the case of this name. */
export function analyse(text: string, kernel: string, caseName = ''): Analysis {
  const database = new Database();
  addStd(database);
  setFile(database, FILE, text);
  return computeNow(database, function* (reader) {
    const key = `kernel ${kernel}`;
    const chosen = yield* reader.get(chosenCase, FILE, key, caseName);
    const at = [FILE, key, chosen?.uri ?? '', chosen?.key ?? ''] as const;
    return { facts: yield* reader.get(kernelFacts, ...at), program: yield* reader.get(program, ...at) };
  });
}

/** @returns the facts of a kernel that must have some. */
export function factsOfKernel(text: string, kernel: string, caseName = ''): KernelFacts {
  const { facts } = analyse(text, kernel, caseName);
  if (!facts.ok) throw new Error(`there are no numbers because ${facts.reason}`);
  return facts.facts;
}

/** `tilewright check`: problems, as a compiler prints them. */

import { fileDiagnostics } from '../checks/diagnostics.ts';
import type { Diagnostic } from '../checks/located.ts';
import type { Severity } from '../model/problem.ts';
import { type FileReport, formats } from './check-formats.ts';
import { expandPaths, Session } from './session.ts';
import { UsageError } from './usage-error.ts';

export interface CheckOptions {
  readonly format: string;
  readonly deny: string;
}

const RANK: Record<Severity, number> = { error: 3, warning: 2, info: 1 };

/** @returns the exit code: 1 if there is a problem of the denied severity or a graver one. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const print = formats[options.format];
  if (!print) throw new UsageError(`--format ${options.format}: use one of ${Object.keys(formats).join(', ')}.`);
  const denied = RANK[options.deny as Severity];
  if (denied === undefined) throw new UsageError(`--deny ${options.deny}: use error, warning or info.`);
  const session = new Session();
  const reports: FileReport[] = [];
  for (const path of await expandPaths(paths)) {
    const file = await session.open(path);
    reports.push({ file, diagnostics: session.compute((reader) => fileDiagnostics(reader, file.uri)) });
  }
  process.stdout.write(print(reports));
  const isDenied = ({ severity }: Diagnostic) => RANK[severity] >= denied;
  return reports.some(({ diagnostics }) => diagnostics.some(isDenied)) ? 1 : 0;
}

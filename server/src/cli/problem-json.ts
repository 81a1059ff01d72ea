import type { Diagnostic } from '../checks/located.ts';
import type { SourceFile } from './session.ts';

/** @returns a problem as it stands in JSON: places 1-based, the end column behind the last character. */
export function problemJson(file: SourceFile, { code, severity, message, start, end }: Diagnostic): object {
  const from = file.lines.position(start);
  const to = file.lines.position(end);
  return {
    code,
    severity,
    message,
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
    fixes: [],
  };
}

/** The output formats of `tilewright check`. Lines and columns are 1-based. */
import type { Diagnostic } from '../checks/located.ts';
import { problemJson } from './problem-json.ts';
import { type SourceFile, uriOf } from './session.ts';

export interface FileReport {
  readonly file: SourceFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** Printers by name. */
export const formats: Readonly<Record<string, (reports: readonly FileReport[]) => string>> = {
  text,
  json: (reports) =>
    `${JSON.stringify(
      reports.map(({ file, diagnostics }) => ({
        file: file.path,
        problems: diagnostics.map((d) => problemJson(file, d)),
      })),
      null,
      2,
    )}\n`,
  sarif,
  github,
};

function text(reports: readonly FileReport[]): string {
  let output = '';
  let count = 0;
  for (const { file, diagnostics } of reports) {
    for (const { start, severity, message, code } of diagnostics) {
      const { line, character } = file.lines.position(start);
      output += `${file.path}:${line + 1}:${character + 1}: ${severity}: ${message} [${code}]\n`;
      count++;
    }
  }
  const files = `${reports.length} file${reports.length === 1 ? '' : 's'}`;
  return `${output}${count === 0 ? 'no problems' : `${count} problem${count === 1 ? '' : 's'}`} in ${files}\n`;
}

/** Workflow commands that GitHub turns into annotations (docs.github.com, "Workflow commands for GitHub Actions"). */
function github(reports: readonly FileReport[]): string {
  const encode = (value: string) => value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (value: string) => encode(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
  let output = '';
  for (const { file, diagnostics } of reports) {
    for (const { start, end, severity, message, code } of diagnostics) {
      const from = file.lines.position(start);
      const to = file.lines.position(end);
      const command = severity === 'info' ? 'notice' : severity;
      const place = `file=${property(file.path)},line=${from.line + 1},col=${from.character + 1},endLine=${to.line + 1},endColumn=${to.character + 1}`;
      output += `::${command} ${place},title=${property(code)}::${encode(message)}\n`;
    }
  }
  return output;
}

/** SARIF 2.1.0 (OASIS), the parts that code scanning reads. */
function sarif(reports: readonly FileReport[]): string {
  const results = reports.flatMap(({ file, diagnostics }) =>
    diagnostics.map(({ start, end, severity, message, code }) => {
      const from = file.lines.position(start);
      const to = file.lines.position(end);
      const region = {
        startLine: from.line + 1,
        startColumn: from.character + 1,
        endLine: to.line + 1,
        endColumn: to.character + 1,
      };
      return {
        ruleId: code,
        level: severity === 'info' ? 'note' : severity,
        message: { text: message },
        locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file.path) }, region } }],
      };
    }),
  );
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))].map((id) => ({ id }));
  const run = { tool: { driver: { name: 'tilewright', rules } }, columnKind: 'utf16CodeUnits', results };
  const document = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(document, null, 2)}\n`;
}

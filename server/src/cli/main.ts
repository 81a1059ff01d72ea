/** The `tilewright` executable. Exit codes: 0 fine, 1 problems of the denied severity, 2 wrong use or unreadable input. */
import path from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import packageJson from '../../../package.json' with { type: 'json' };
import { DEFAULT_BUDGET } from '../run/run-op.ts';
import { check } from './check.ts';
import { facts } from './facts.ts';
import { fmt } from './fmt.ts';
import { hints } from './hints.ts';
import { type RunCommandOptions, run } from './run.ts';
import { sets } from './sets.ts';
import { UsageError } from './usage-error.ts';

const WRONG_USE = 2;

function program(): Command {
  const command = new Command('tilewright')
    .description('Kernels for accelerators with a scratchpad: what each line costs.')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(usageLine(text)) });
  const finish: Finish = async (code) => {
    process.exitCode = await code;
  };
  command
    .command('check')
    .description('problems, as a compiler prints them')
    .argument('<paths...>', 'files, or folders with .tile files')
    .option('--format <format>', 'text, json, sarif or github', 'text')
    .option('--deny <severity>', 'exit with 1 from this severity on: error, warning or info', 'error')
    .action((paths: string[], options: { format: string; deny: string }) => finish(check(paths, options)));
  command
    .command('fmt')
    .description('formats files in place, and lists those that changed')
    .argument('<paths...>', 'files, or folders with .tile files')
    .option('--check', 'write nothing; exit with 1 if a file would change', false)
    .action((paths: string[], options: { check: boolean }) => finish(fmt(paths, options)));
  command
    .command('hints')
    .description('the source with its hints at the line ends, as the editor shows them')
    .argument('<file>')
    .option('--case <name>', 'the case to use where a kernel has one of this name', '')
    .option('--full', 'longer hints', false)
    .action((file: string, options: { case: string; full: boolean }) => finish(hints(file, options)));
  command
    .command('facts')
    .description('all that is known of the kernels of a file')
    .argument('<file>')
    .requiredOption('--json', 'as JSON on stdout')
    .option('--case <name>', 'the case to use where a kernel has one of this name', '')
    .option('--kernel <name>', 'only this kernel', '')
    .action((file: string, options: { case: string; kernel: string }) => finish(facts(file, options)));
  command
    .command('sets')
    .description('a calculator for integer sets and relations, in the language of iscc')
    .argument('[file]', 'the script; standard input without it')
    .option('--work <units>', 'how much work a statement may take', '1e9')
    .action((file: string | undefined, options: { work: string }) => finish(sets(file, options)));
  addRun(command, finish);
  command
    .command('lsp')
    .description('the language server, for any editor')
    .requiredOption('--stdio', 'speak over standard input and output')
    .action(() => {
      // The server is a bundle of its own beside this one, with its worker.
      require(path.join(__dirname, 'server.js'));
    });
  return command;
}

type Finish = (code: Promise<number>) => Promise<void>;

function addRun(command: Command, finish: Finish): void {
  command
    .command('run')
    .description('executes a kernel and its op, or a net, on random values: do they agree, and what is moved')
    .argument('<file>')
    .option('--kernel <name>', 'the kernel to execute', '')
    .option('--net <name>', 'the net to execute, by its ops and by its kernels', '')
    .option('--against <net>', 'with --net: a rewritten form of it to compare with', '')
    .option('--case <name>', 'the case to execute at', '')
    .option('--set <sizes>', 'sizes and types instead of those of the case: M=384,T=f16', setOf, new Map())
    .option('--seed <number>', 'of the random values', wholeNumber, 1)
    .option('--round', 'round values to their element types', false)
    .option('--budget <points>', 'equation points that may be executed', wholeNumber, DEFAULT_BUDGET)
    .option('--json', 'as JSON on stdout', false)
    .action((file: string, options: RunCommandOptions) => finish(run(file, options)));
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^[0-9.e]+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It must be a whole number.');
}

/** `M=384,T=f16` */
function setOf(text: string): ReadonlyMap<string, bigint | string> {
  return new Map(
    text.split(',').map((entry) => {
      const [, name, value] = /^\s*(\w+)\s*=\s*(\w+)\s*$/.exec(entry) ?? [];
      if (name === undefined || value === undefined)
        throw new InvalidArgumentError('It must read NAME=VALUE,NAME=VALUE');
      return [name, /^\d+$/.test(value) ? BigInt(value) : value];
    }),
  );
}

/** Commander's complaint as one line of ours: what is wrong, and what to do. */
function usageLine(complaint: string): string {
  const what = complaint
    .trim()
    .replace(/^error: /, '')
    .replaceAll(/\s*\n\s*/g, ' ');
  return `tilewright: ${what}. \`tilewright --help\` lists the calls.\n`;
}

async function main(): Promise<void> {
  try {
    await program().parseAsync();
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      process.exitCode = thrown.exitCode === 0 ? 0 : WRONG_USE;
    } else if (thrown instanceof UsageError) {
      process.stderr.write(`tilewright: ${thrown.message}\n`);
      process.exitCode = WRONG_USE;
    } else {
      throw thrown;
    }
  }
}

void main();

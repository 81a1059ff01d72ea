// npm run build [-- --watch] [-- --no-minify]
// One build for development, tests and the .vsix: what is tested is what is shipped (source maps stay behind).
import fs from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { bundles, esbuildOptions, root } from './bundle.mjs';

/** Writes only what differs, by renaming: a process that is loading the old file is not disturbed. */
function writeChanged(file, contents, mode) {
  if (fs.existsSync(file) && fs.readFileSync(file).equals(contents)) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, contents, { mode });
  fs.renameSync(temporary, file);
}

/** Esbuild plugin: writes a finished build with `writeChanged`, and reports errors in esbuild's own form. */
function writer(bundle) {
  return {
    name: 'write-changed',
    setup(build) {
      build.onEnd(async (result) => {
        const problems = [...result.errors, ...result.warnings];
        if (problems.length > 0) {
          const kind = result.errors.length > 0 ? 'error' : 'warning';
          for (const text of await esbuild.formatMessages(problems, { kind, color: process.stderr.isTTY ?? false })) {
            process.stderr.write(text);
          }
        }
        for (const file of result.outputFiles ?? []) {
          const executable = bundle.executable && file.path.endsWith('.js');
          writeChanged(file.path, Buffer.from(file.contents), executable ? 0o755 : 0o644);
        }
      });
    },
  };
}

/**
 * Builds every bundle; resolves to whether all succeeded. A bundle whose entry is missing is one line on stderr.
 * @param {{ watch?: boolean, minify?: boolean }} options
 */
export async function build({ watch = false, minify = true } = {}) {
  let complete = true;
  for (const bundle of bundles) {
    if (!fs.existsSync(path.join(root, bundle.entry))) {
      console.error(`build: ${bundle.entry} does not exist; it is the entry of ${bundle.out}.`);
      complete = false;
      continue;
    }
    const context = await esbuild.context({
      ...esbuildOptions(bundle),
      minify,
      write: false,
      plugins: [writer(bundle)],
    });
    if (watch) {
      await context.watch();
    } else {
      complete =
        (await context.rebuild().then(
          () => true,
          () => false,
        )) && complete;
      await context.dispose();
    }
  }
  return complete;
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const watch = process.argv.includes('--watch');
  const complete = await build({ watch, minify: !process.argv.includes('--no-minify') });
  if (watch) console.log('build: watching for changes, Ctrl-C ends it.');
  else process.exitCode = complete ? 0 : 1;
}

// npm run build [-- --watch] [-- --no-minify]
// One build for development, tests and the .vsix: what is tested is what is shipped (source maps stay behind).
import fs from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { bundles, esbuildOptions, root } from './bundle.mjs';
import { thirdPartyNotices } from './notices.mjs';

/** Writes only what differs, by renaming: a process that is loading the old file is not disturbed. */
function writeChanged(file, contents, mode) {
  if (fs.existsSync(file) && fs.readFileSync(file).equals(contents)) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, contents, { mode });
  fs.renameSync(temporary, file);
}

async function report(problems, kind) {
  if (problems.length === 0) return;
  const color = process.stderr.isTTY ?? false;
  for (const text of await esbuild.formatMessages(problems, { kind, color })) process.stderr.write(text);
}

/** Esbuild plugin: writes a finished build with `writeChanged`, and reports its problems in esbuild's own form. */
function writer(executable = false) {
  return {
    name: 'write-changed',
    setup(build) {
      build.onEnd(async ({ errors, warnings, outputFiles = [] }) => {
        await report(errors, 'error');
        await report(warnings, 'warning');
        for (const { path: file, contents } of outputFiles) {
          writeChanged(file, Buffer.from(contents), executable && file.endsWith('.js') ? 0o755 : 0o644);
        }
      });
    },
  };
}

/** Builds one bundle, once or for as long as the process runs; resolves to its metafile, or undefined if it failed. */
async function buildBundle(bundle, { watch, minify }) {
  if (!fs.existsSync(path.join(root, bundle.entry))) {
    console.error(`build: ${bundle.entry} does not exist; it is the entry of ${bundle.out}.`);
    return undefined;
  }
  const plugins = [writer(bundle.executable)];
  const options = { ...esbuildOptions(bundle), minify, metafile: true, write: false, plugins };
  const context = await esbuild.context(options);
  if (watch) {
    await context.watch();
    return undefined;
  }
  try {
    return (await context.rebuild()).metafile;
  } catch {
    return undefined; // the plugin has reported it
  } finally {
    await context.dispose();
  }
}

/**
 * Builds every bundle into dist/; resolves to whether all succeeded. What failed has been reported on stderr.
 * @param {{ watch?: boolean, minify?: boolean }} options
 */
export async function build({ watch = false, minify = true } = {}) {
  const metafiles = await Promise.all(bundles.map((bundle) => buildBundle(bundle, { watch, minify })));
  const complete = metafiles.every((metafile) => metafile !== undefined);
  if (complete)
    writeChanged(path.join(root, 'dist/third-party-notices.txt'), Buffer.from(thirdPartyNotices(metafiles)));
  return complete;
}

if (process.argv[1] === import.meta.filename) {
  const watch = process.argv.includes('--watch');
  const complete = await build({ watch, minify: !process.argv.includes('--no-minify') });
  if (watch) console.log('build: watching for changes, Ctrl-C ends it.');
  else process.exitCode = complete ? 0 : 1;
}

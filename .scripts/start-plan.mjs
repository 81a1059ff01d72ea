// Which editor `npm start` opens. Decided from what is found, without touching anything, so that it can be tested.

/**
 * An editor of the VS Code family on this machine, and the version that it reports.
 * @typedef {{ command: string, version: string }} Editor
 */

/**
 * @typedef {{ kind: 'local', editor: Editor }
 *   | { kind: 'download' }
 *   | { kind: 'serve' }
 *   | { kind: 'manual', reason: string }} Plan
 */

/**
 * Reads the command line of `npm start`.
 * @param {string[]} argv
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ ok: true, print: boolean, serve: boolean, port: number } | { ok: false, problem: string }}
 */
export function readOptions(argv, env) {
  const options = { ok: true, print: false, serve: false, port: 0 };
  const rest = [...argv];
  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    if (flag === '--print') options.print = true;
    else if (flag === '--serve') options.serve = true;
    else if (flag === '--port') options.port = Number(rest.shift());
    else return { ok: false, problem: `unknown ${flag}; there are --print, --serve and --port NUMBER` };
  }
  if (!Number.isInteger(options.port) || options.port < 0 || options.port > 65_535) {
    return { ok: false, problem: '--port wants a number from 0 (any free port) to 65535' };
  }
  // A build machine has nobody to look at an editor, unless it asks for one to be served.
  if (env.CI === 'true' && !options.serve) options.print = true;
  return options;
}

/**
 * Chooses the editor.
 * @param {object} found
 * @param {boolean} found.serve asked for by `--serve`
 * @param {string} found.platform `process.platform`
 * @param {NodeJS.ProcessEnv} found.env
 * @param {string} found.engines what the manifest wants, as `^1.101.0`
 * @param {() => Editor | undefined} found.named the editor of TILEWRIGHT_EDITOR; asked only when that is set
 * @param {() => Iterable<Editor>} found.local the editors in the usual places; asked only when one could show a window,
 *   and no further than the first that fits
 * @returns {Plan}
 */
export function planEditor({ serve, platform, env, engines, named, local }) {
  if (serve) return { kind: 'serve' };
  if (env.TILEWRIGHT_EDITOR) return planNamed(env.TILEWRIGHT_EDITOR, named(), engines);
  // Without a display a desktop editor would start, show nothing and report success.
  if (!hasDisplay(platform, env)) return { kind: 'serve' };
  for (const editor of local()) if (fits(editor.version, engines)) return { kind: 'local', editor };
  return { kind: 'download' };
}

/** Another editor than the named one would be a surprise, so an unfit one ends the search. */
function planNamed(name, editor, engines) {
  if (editor === undefined) {
    return { kind: 'manual', reason: `TILEWRIGHT_EDITOR=${name} does not answer to --version` };
  }
  if (fits(editor.version, engines)) return { kind: 'local', editor };
  const minimum = engines.replace('^', '');
  return { kind: 'manual', reason: `TILEWRIGHT_EDITOR=${name} is version ${editor.version}, and ${minimum} is needed` };
}

/** Whether a window can be shown. */
function hasDisplay(platform, env) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Whether a version satisfies a range of the form `^major.minor.patch`.
 * @param {string} version
 * @param {string} range
 */
export function fits(version, range) {
  const [major, ...have] = numbers(version);
  const [wantedMajor, ...want] = numbers(range);
  if (major === undefined || major !== wantedMajor) return false;
  const difference = want.map((part, index) => (have[index] ?? 0) - part).find((step) => step !== 0);
  return (difference ?? 0) >= 0;
}

function numbers(version) {
  return (/\d+\.\d+\.\d+/.exec(version)?.[0] ?? '').split('.').filter(Boolean).map(Number);
}

/**
 * The one line for whoever has to install the package by hand.
 * @param {string} reason why no editor was opened
 * @param {string} vsix
 */
export function manualLine(reason, vsix) {
  return (
    `No editor opened: ${reason}. To use Tilewright in VS Code, run "Extensions: Install from VSIX..." there, ` +
    `or "code --install-extension" in a terminal, with ${vsix}`
  );
}

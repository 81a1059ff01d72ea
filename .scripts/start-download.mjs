// VS Code as @vscode/test-electron downloads it, kept in .cache/vscode-test.
import path from 'node:path';
import { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath, SilentReporter } from '@vscode/test-electron';
import { root } from './bundle.mjs';

/** Where downloaded versions are kept. */
export const downloadCache = path.join(root, '.cache', 'vscode-test');
const PATIENCE = 15_000;

/**
 * Downloads VS Code, or finds the copy downloaded before.
 * @param {(line: string) => void} announce hears the size of what is about to be downloaded
 * @returns {Promise<{ ok: true, executable: string, command: string } | { ok: false, reason: string }>} `executable` is
 *   the program, `command` its command line
 */
export async function downloadVscode(announce) {
  const size = await downloadSize();
  if (size !== undefined) {
    announce(`downloading VS Code (${size} MB, three times that on disk) into .cache/vscode-test, unless it is there`);
  }
  try {
    const executable = await downloadAndUnzipVSCode({
      version: 'stable',
      cachePath: downloadCache,
      extensionDevelopmentPath: root,
      timeout: PATIENCE,
      reporter: new SilentReporter(),
    });
    return { ok: true, executable, command: resolveCliPathFromVSCodeExecutablePath(executable) };
  } catch (error) {
    return { ok: false, reason: `download unreachable (${error.message ?? error})` };
  }
}

/** Megabytes of the download, from the server itself; undefined when it cannot be asked. */
async function downloadSize() {
  const arm = process.arch === 'arm64';
  const names = {
    linux: `linux-${process.arch}`,
    win32: arm ? 'win32-arm64-archive' : 'win32-x64-archive',
    darwin: arm ? 'darwin-arm64' : 'darwin',
  };
  const url = `https://update.code.visualstudio.com/latest/${names[process.platform]}/stable`;
  try {
    const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PATIENCE) });
    const bytes = Number(response.headers.get('content-length'));
    return response.ok && bytes > 0 ? Math.round(bytes / 1e6) : undefined;
  } catch {
    return undefined;
  }
}

// Chromium for the page tests: found on the machine, never downloaded.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { homeVariables } from '../../.scripts/vscode-host.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The browser's path: the variable CHROMIUM, or the first in the usual places.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function findChromium(env = process.env, platform = process.platform) {
  if (env.CHROMIUM) return env.CHROMIUM;
  return usualPlaces(env, platform).find((file) => fs.existsSync(file));
}

function usualPlaces(env, platform) {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter((folder) => folder);
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return programs.flatMap((program) => roots.map((folder) => path.win32.join(folder, program)));
  }
  const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', ...(env.PATH ?? '').split(path.delimiter)];
  return NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

/**
 * Starts a headless browser.
 * @param {string} executablePath
 * @param {string} home where it keeps what it would write into the home folder
 */
export function launchBrowser(executablePath, home) {
  const env = { ...process.env, ...homeVariables(home) };
  // The sandbox wants user namespaces, which containers lack; the only page ever opened is our own.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'];
  return chromium.launch({ executablePath, headless: true, env, args });
}

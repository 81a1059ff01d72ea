// The pictures of README and docs, taken from the installed package in a real VS Code.
import fs from 'node:fs';
import path from 'node:path';
import { packageVsix } from '../../.scripts/package.mjs';
import { startHost } from '../../.scripts/vscode-host.mjs';
import { copySamples } from './suite-bundle.mjs';
import { Workbench } from './workbench.mjs';

const THEMES = { matmul: 'Default Dark Modern', 'matmul-light': 'Default Light Modern' };
const SIZE = { width: 1280, height: 800 };

/**
 * Writes matmul.png (dark) and matmul-light.png to `folder`.
 * @param {{ browser: import('playwright-core').Browser, installation: object, scratch: string, folder: string }} where
 */
export async function takeScreenshots({ browser, installation, scratch, folder }) {
  const vsix = [packageVsix(path.join(scratch, 'tilewright.vsix'))];
  for (const [name, theme] of Object.entries(THEMES)) {
    const settings = {
      'workbench.colorTheme': theme,
      'editor.minimap.enabled': false,
      'editor.fontSize': 14,
      'editor.lineHeight': 18,
      'editor.occurrencesHighlight': 'off',
      'breadcrumbs.enabled': false,
      'workbench.layoutControl.enabled': false,
    };
    const host = await startHost(installation, { dir: path.join(scratch, `picture-${name}`), vsix, settings });
    try {
      await picture(browser, host, copySamples(path.join(scratch, name, 'samples')), path.join(folder, `${name}.png`));
    } finally {
      await host.stop();
    }
  }
}

async function picture(browser, host, samples, file) {
  const openFile = path.join(samples, 'matmul.tile');
  const bench = await Workbench.open(browser, host, samples, { openFile }, SIZE);
  try {
    await bench.waitForHint('load A in sbuf buffers 2', '2×4 MiB');
    await bench.page.keyboard.press('Control+B');
    await bench.page.locator('.sidebar').waitFor({ state: 'hidden' });
    // Text without a grammar has one token class only.
    await bench.page.locator('.view-line span[class*="mtk"]:not(.mtk1)').first().waitFor();
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await bench.page.screenshot({ path: file });
    console.log(`wrote ${file}`);
  } finally {
    await bench.page.close();
  }
}

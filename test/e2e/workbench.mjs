// The workbench's page, driven as a person would: by what stands on the lines and by the keyboard.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../../.scripts/bundle.mjs';
import { workbenchUrl } from '../../.scripts/vscode-host.mjs';

/** A cold workbench on two busy cores needs most of a minute until its first hint. */
const PATIENCE = 120_000;

/** One open page of a served VS Code. */
export class Workbench {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
  }

  /**
   * Opens a folder with one of its files.
   * @param {import('playwright-core').Browser} browser
   * @param {import('../../.scripts/vscode-host.mjs').Host} host
   * @param {string} folder
   * @param {{ openFile: string, extension?: string }} options
   */
  static async open(browser, host, folder, options, viewport = { width: 1280, height: 1200 }) {
    const page = await browser.newPage({ viewport });
    page.setDefaultTimeout(PATIENCE);
    await page.goto(workbenchUrl(host, folder, options));
    return new Workbench(page);
  }

  /** The lines whose text, hints included, contains `text`. */
  line(text) {
    return this.page.locator('.view-line', { hasText: text });
  }

  /** Waits until a line that contains `code` shows `hint` after it. */
  async waitForHint(code, hint) {
    try {
      await this.line(new RegExp(`${pattern(code)}.*${pattern(hint)}`))
        .first()
        .waitFor();
    } catch (error) {
      const shown = await this.page.locator('.view-line').allTextContents();
      throw new Error(`no \`${hint}\` behind \`${code}\`; the page shows:\n${shown.join('\n')}`, { cause: error });
    }
  }

  squiggle() {
    return this.page.locator('.squiggly-error').first();
  }

  /** Puts the cursor behind the last character of a line, in front of its hint. */
  async clickEndOf(line) {
    await line.click({ position: { x: 100, y: 8 } });
    await this.page.keyboard.press('End');
  }

  /** Looks at every frame from now on whether each of `texts` stands on some line. */
  async watch(texts) {
    await this.page.evaluate((wanted) => {
      window.tilewrightGaps = [];
      const look = () => {
        const page = [...document.querySelectorAll('.view-line')].map((line) => line.textContent).join('\n');
        const shown = page.replaceAll('\u00a0', ' ');
        for (const text of wanted) if (!shown.includes(text)) window.tilewrightGaps.push(text);
        requestAnimationFrame(look);
      };
      look();
    }, texts);
  }

  /** The texts that were missing at some frame since `watch`, without repetition. */
  async gaps() {
    return [...new Set(await this.page.evaluate(() => window.tilewrightGaps))];
  }

  /** Saves what the page shows and what it is made of, for whoever looks into a failure. */
  async saveFailure(name) {
    const file = path.join(root, '.cache', `e2e-failure-${name}`);
    await this.page.screenshot({ path: `${file}.png` });
    fs.writeFileSync(`${file}.html`, await this.page.content());
  }
}

/** A text as a regular expression in which any space matches: the editor draws some as no-break spaces. */
function pattern(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s');
}

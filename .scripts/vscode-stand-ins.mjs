// Plain JavaScript in the place of two native modules of VS Code's server. They are C++ that npm would compile, which
// needs a compiler and Python; the server only logs with one and watches its parent with the other.
import fs from 'node:fs';
import path from 'node:path';

const LOGGER = `// Written by Tilewright's .scripts/vscode-stand-ins.mjs.
const fs = require('node:fs');
const path = require('node:path');
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
const INFO = 2;

class Logger {
  constructor(_kind, _name, file) {
    this.file = file;
    this.level = INFO;
    this.plain = false;
    if (file) fs.mkdirSync(path.dirname(file), { recursive: true });
  }
  write(level, message) {
    if (!this.file || level < this.level) return;
    const line = this.plain ? message : new Date().toISOString() + ' [' + LEVELS[level] + '] ' + message + '\\n';
    try {
      fs.appendFileSync(this.file, line);
    } catch {
      // A log that cannot be written must not end the server.
    }
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.plain = true; }
  flush() {}
  drop() {}
}
LEVELS.forEach((name, level) => {
  Logger.prototype[name] = function (message) { this.write(level, message); };
});

// One assignment each: that is how Node finds the names when an ES module imports this one.
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
`;

const WATCHDOG = `// Written by Tilewright's .scripts/vscode-stand-ins.mjs.
exports.start = () => {};
exports.exit = (code) => process.exit(code || 0);
`;

const STAND_INS = { '@vscode/spdlog': LOGGER, '@vscode/native-watchdog': WATCHDOG };

/**
 * Puts the stand-ins into an installed VS Code.
 * @param {string} modules its node_modules folder
 * @throws {Error} when a module is not where it was: another version of VS Code needs another look
 */
export function placeStandIns(modules) {
  for (const [name, source] of Object.entries(STAND_INS)) {
    const folder = path.join(modules, name);
    if (!fs.existsSync(folder)) throw new Error(`VS Code's server has no module ${name} in ${modules}.`);
    fs.writeFileSync(path.join(folder, 'index.js'), source);
  }
}

// Starts `npm start -- --serve` as a person in a terminal would, asks for the page with and without its token, presses
// Ctrl-C, and looks for processes that stayed behind. Linux only (it reads /proc).
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';

const START_MS = 300_000; // may install the served VS Code first
const STOP_MS = 20_000;

/** Every process that npm start begins inherits this, however it detaches itself. */
const mark = `TILEWRIGHT_SERVE_CHECK=${process.pid}-${Date.now()}`;

/** Ids and names of the processes that carry the mark. */
function marked() {
  return fs.readdirSync('/proc').filter((entry) => {
    try {
      return /^\d+$/.test(entry) && fs.readFileSync(`/proc/${entry}/environ`, 'latin1').split('\0').includes(mark);
    } catch {
      return false; // ended meanwhile, or another user's
    }
  });
}

function commandOf(pid) {
  try {
    return `${pid} ${fs.readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ')}`;
  } catch {
    return `${pid} (ended)`;
  }
}

async function until(condition, milliseconds, what) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`${what} within ${milliseconds / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const [name, value] = mark.split('=');
const child = spawn('npm', ['start', '--', '--serve'], {
  detached: true, // a terminal's foreground process group, which Ctrl-C reaches as a whole
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, [name]: value },
});
let output = '';
let ended = false;
child.stdout.on('data', (data) => {
  output += data;
  process.stdout.write(data);
});
child.on('exit', () => {
  ended = true;
});

try {
  const address = await until(
    () => {
      if (ended) throw new Error('npm start -- --serve ended before it served');
      return /http:\/\/127\.0\.0\.1:\d+\/\S*[?&]tkn=\S+/.exec(output)?.[0];
    },
    START_MS,
    'npm start -- --serve printed no address with a token',
  );
  const withToken = await fetch(address, { redirect: 'manual' });
  assert.ok([200, 302].includes(withToken.status), `with the token the page answers ${withToken.status}`);
  const withoutToken = await fetch(new URL('/', address), { redirect: 'manual' });
  assert.equal(withoutToken.status, 403, 'without the token the page must not be served');
  assert.ok(marked().length > 0, 'the processes of npm start are seen');

  process.kill(-child.pid, 'SIGINT');
  await until(() => ended, STOP_MS, 'npm start did not end after Ctrl-C');
  await until(() => marked().length === 0, STOP_MS, 'processes stayed behind after Ctrl-C').catch((error) => {
    throw new Error(`${error.message}:\n${marked().map(commandOf).join('\n')}`);
  });
  console.log('served with the token only, and nothing is left after Ctrl-C');
} catch (error) {
  console.error(`serve-check: ${error.message}`);
  process.exitCode = 1;
} finally {
  // what stayed behind is ours: it carries our mark
  for (const pid of marked()) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // ended meanwhile
    }
  }
}

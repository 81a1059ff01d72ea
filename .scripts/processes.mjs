// Child processes that end as a whole: a served VS Code forks an extension host, that one a language server, and so on.
import { spawn, spawnSync } from 'node:child_process';

const windows = process.platform === 'win32';
/** Groups that must not outlive this process, whatever ends it. */
const running = new Set();

process.on('exit', () => {
  for (const group of running) group.signal('SIGKILL');
});

/** A child process together with everything it starts. */
class ProcessGroup {
  /** @param {import('node:child_process').ChildProcess} child */
  constructor(child) {
    this.child = child;
    running.add(this);
  }

  /** Sends a signal to every process of the group; Windows knows only the end of the whole tree. */
  signal(signal) {
    const { pid } = this.child;
    if (pid === undefined) return;
    if (windows) {
      spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
      return;
    }
    try {
      process.kill(-pid, signal);
    } catch {
      // The group is gone already.
    }
  }

  /** Whether a process of the group still lives. On Windows only its first process can be seen. */
  alive() {
    const { pid, exitCode, signalCode } = this.child;
    if (pid === undefined) return false;
    if (windows) return exitCode === null && signalCode === null;
    try {
      process.kill(-pid, 0);
      return true;
    } catch {
      return false;
    }
  }

  /** Asks the group to end, insists after `patience` milliseconds, and returns when nothing of it is left. */
  async stop(patience = 3000) {
    this.signal('SIGTERM');
    if (!(await waitUntil(() => !this.alive(), patience))) {
      this.signal('SIGKILL');
      await waitUntil(() => !this.alive(), patience);
    }
    running.delete(this);
  }
}

/**
 * Starts a program as the head of a process group of its own.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function startGroup(program, args, options) {
  return new ProcessGroup(spawn(program, args, { ...options, detached: !windows }));
}

/** Looks every 20 ms until `condition` holds (true) or `patience` milliseconds are over (false). */
export async function waitUntil(condition, patience) {
  const end = Date.now() + patience;
  while (!condition()) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

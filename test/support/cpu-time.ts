/**
 * Milliseconds that the processor spent on some work of this thread. Unlike the clock it does not count the time in
 * which a busy machine runs something else, so a limit on it says something about the code.
 */
export function cpuTime(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

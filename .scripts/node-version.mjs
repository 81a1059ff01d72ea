// The tools want a newer Node than what we ship does; npm scripts find the one that npm installed, where there is one.

const MINIMUM = [22, 12];

/** Ends the process with one line that says what to install, when this Node is too old for the tools. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  console.error(
    `This script needs Node ${MINIMUM.join('.')} or newer and runs on ${process.versions.node}: ` +
      'run it through npm ("npm ci" brings Node 24 on Linux and 64-bit Windows), or install Node 24.',
  );
  process.exit(1);
}

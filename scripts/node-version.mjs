const NEEDED = [20, 19];

/** Ends the process with one line when this Node is older than the `engines` of package.json allow. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  console.error(`Node ${version} is too old: ${NEEDED.join('.')} or newer is needed (https://nodejs.org, or: nvm install 22)`);
  process.exit(1);
}

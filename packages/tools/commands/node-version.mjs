/** Oldest supported version of Node. */
const oldest = { major: 20, minor: 19 }

/**
 * Returns a sentence that explains why a version of Node cannot be used, or `undefined` when it can.
 *
 * @param {string} version a version as in `process.versions.node`, such as `20.19.0`
 * @returns {string | undefined}
 */
export function refuseNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return undefined
  return (
    `Hookwright needs Node ${oldest.major}.${oldest.minor} or newer, but this is Node ${version}. ` +
    'Install a newer Node (https://nodejs.org) and run the command again.'
  )
}

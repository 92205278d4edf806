/** Native module that is compiled for a system and a version of Node, so that no bundle can contain it. */
const driver = 'better-sqlite3'

interface Given {
  version: string
  license: string
  engines: { node: string }
  dependencies: Record<string, string>
}

/**
 * Returns the package.json of the npm package.
 *
 * The native driver is optional, since npm would otherwise fail with pages of compiler output when it can
 * neither download nor compile the driver. Instead, the command explains in a sentence what is missing and
 * what to do.
 *
 * @param given.dependencies dependencies of the server
 */
export function manifestOf({ version, license, engines, dependencies }: Given) {
  const driverVersion = dependencies[driver]
  if (driverVersion === undefined) throw new Error(`The server does not depend on ${driver}.`)
  return {
    name: 'hookwright',
    version,
    description: 'Self-hosted, visual builder of connectors and webhook flows',
    license,
    type: 'module',
    bin: { hookwright: 'apps/cli/bin/hookwright.js' },
    engines,
    optionalDependencies: { [driver]: driverVersion }
  }
}

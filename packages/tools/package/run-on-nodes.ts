import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../commands/root.mjs'
import { runCommand } from '../commands/run-command.mjs'
import type { Harness } from '../harness/harness.ts'
import { fetchNode, nodeFolder } from './fetch-node.ts'

/**
 * Major versions of Node that are available as npm packages. Node 20 is the baseline, which `npm test` uses.
 */
const majors = [22, 24]

/**
 * Tests that compare the fast path with node:http, whose parser differs between versions of Node. None of
 * them opens a database, since the native module is built for one version only.
 */
const files = [
  'fast-path.long',
  'single-segment-request',
  'http-server',
  'http-server.attacks',
  'request-order',
  'linger'
].map(name => `apps/server/src/http/${name}.test.ts`)

/**
 * Runs the tests of the HTTP server on each supported version of Node: `npm run test:long -- --only nodes`.
 */
export async function run({ say }: Harness) {
  const missing = files.filter(file => !existsSync(join(root, file)))
  if (missing.length > 0) {
    say(`These test files are missing: ${missing.join(', ')}.`)
    return 1
  }
  for (const major of [null, ...majors]) {
    if (major !== null && !(await fetchNode(major))) return 1
    const node = major === null ? process.execPath : join(nodeFolder(major), 'bin', 'node')
    const version = await runCommand({ command: node, args: ['--version'], cwd: root })
    say(`On Node ${version.output.trim()}:`)
    const { code } = await runCommand({
      command: node,
      args: ['node_modules/vitest/vitest.mjs', 'run', '--testTimeout=120000', ...files],
      cwd: root,
      aloud: true
    })
    if (code !== 0) return 1
  }
  return 0
}

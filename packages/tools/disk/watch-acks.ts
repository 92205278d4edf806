import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { prepareOne } from '../bench/product/prepare-product.ts'
import { becomeAdmin } from '../bench/product/sign-in.ts'
import { startProduct } from '../bench/product/start-product.ts'
import { lookingFlow } from '../crash/looking-flow.ts'
import { startLoad } from '../crash/start-load.ts'
import { withTempFolder } from '../harness/harness.ts'
import type { History, Sent } from '../history/history.ts'
import { historyOf, openWork } from '../history/read-file.ts'
import { buildShim } from './build-shim.ts'
import { checkSynced } from './check-synced.ts'

/** Timeout for the answers, generous for a slow machine, in milliseconds. */
const withinMs = 120_000

/**
 * Observes a server under load, from its reads and syncs to its answers.
 *
 * @param given.acks at least so many
 * @param given.env variables of the shim
 * @param given.nodeFlags of the server
 * @returns early: a sentence for each answer that came before it was safe
 */
export function watchAcks({
  acks,
  env = {},
  nodeFlags = []
}: {
  acks: number
  env?: Record<string, string>
  nodeFlags?: string[]
}): Promise<{ acked: number; early: string[]; history: History }> {
  return withTempFolder(async folder => {
    const log = join(folder, 'log')
    const shim = { LD_PRELOAD: await buildShim(folder), SHIM_LOG: log, ...env }
    const data = join(folder, 'data')
    const product = await startProduct({ folder: data, port: 0, isNew: true, env: shim, nodeFlags })
    const { database } = product
    let sent: Sent[] = []
    try {
      const { api } = await becomeAdmin(product.firstAdminLink)
      const { eventUrl: url } = await prepareOne(api, lookingFlow)
      const load = startLoad({ kinds: [{ url }], life: () => 0 })
      sent = load.sent
      const until = performance.now() + withinMs
      while (sent.filter(({ acked }) => acked).length < acks && performance.now() < until) await sleep(20)
      await load.stop()
      while (openWork(database) > 0 && performance.now() < until) await sleep(20)
    } finally {
      await product.stop()
    }
    const history = historyOf(sent, database)
    return { ...checkSynced(readFileSync(log, 'utf8').split('\n')), history }
  })
}

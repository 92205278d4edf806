import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../crash/start-load.ts'
import { withLoadedServer } from '../crash/with-loaded-server.ts'
import { withTempFolder } from '../harness/harness.ts'
import type { History } from '../history/history.ts'
import { historyOf, openWork } from '../history/read-file.ts'
import { buildShim } from './build-shim.ts'
import { checkSynced } from './check-synced.ts'

/** Time limit for the responses, in milliseconds. Long enough for a slow machine. */
const withinMs = 120_000

/**
 * Observes a server under load: its reads, syncs and responses.
 *
 * @param acks minimum number of acks
 * @param given.env environment variables of the shim
 * @param given.nodeFlags Node flags of the server
 * @returns the number of acks; `early`, a sentence for each response that was sent too early; and the history
 */
export function watchAcks(
  acks: number,
  { env = {}, nodeFlags = [] }: { env?: Record<string, string>; nodeFlags?: string[] } = {}
): Promise<{ acked: number; early: string[]; history: History }> {
  return withTempFolder(async folder => {
    const log = join(folder, 'log')
    const shim = { LD_PRELOAD: await buildShim(folder), SHIM_LOG: log, ...env }
    const history = await withLoadedServer(
      folder,
      { env: shim, nodeFlags },
      async ({ product, database, load }) => {
        await until(() => load.sent.filter(({ acked }) => acked).length >= acks, withinMs)
        await load.stop()
        await until(() => openWork(database) === 0, withinMs)
        await product.stop()
        return historyOf(load.sent, database)
      }
    )
    return { ...checkSynced(readFileSync(log, 'utf8').split('\n')), history }
  })
}

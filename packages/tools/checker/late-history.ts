import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { becomeAdmin } from '../bench/product/sign-in.ts'
import { signedReceiving } from '../bench/product/signed.ts'
import { startProduct } from '../bench/product/start-product.ts'
import { openService } from '../crash/open-service.ts'
import { drawFlow } from '../crash/prepare-crash.ts'
import { withTempFolder } from '../harness/harness.ts'
import type { History } from '../history/history.ts'
import { hashOf, readSubscriptions } from '../history/read-file.ts'

/**
 * Registration timeout, in seconds. The service creates the subscription immediately but responds after the
 * timeout.
 */
const seconds = '1'
const registersMs = 1_500
/**
 * Time within which the late subscription must be removed, in milliseconds. Long enough for a busy machine.
 */
const settledMs = 4_000

/**
 * Turns a flow on at a service that responds too late, and returns a record of what happened, for the
 * checker.
 *
 * @param given.nodeFlags Node flags of the server
 */
export function lateHistory({ nodeFlags }: { nodeFlags: string[] }): Promise<History> {
  return withTempFolder(async folder => {
    const service = await openService({ life: () => 0, chance: () => 0, registersMs })
    const env = {
      HOOKWRIGHT_OUTBOUND_ALLOW: service.origin,
      HOOKWRIGHT_REGISTRATION_SECONDS: seconds,
      HOOKWRIGHT_LOG_LEVEL: 'silent'
    }
    const product = await startProduct({ folder: join(folder, 'data'), port: 0, isNew: true, env, nodeFlags })
    try {
      const { api } = await becomeAdmin(product.firstAdminLink)
      const receiving = { ...signedReceiving, verify: [] }
      const flowId = await drawFlow(api, { name: 'Late', effect: false, origin: service.origin, receiving })
      await api.subscriptions.switchOn.mutate({ flowId })
      await sleep(settledMs)
      await product.stop()
      return {
        sent: [],
        kept: [],
        runs: [],
        effects: [],
        recorded: [],
        subscriptions: readSubscriptions(product.database),
        there: service.there().map(hashOf),
        integrity: []
      }
    } finally {
      product.child.kill('SIGKILL')
      await product.ended
      await service.close()
    }
  })
}

import { join } from 'node:path'
import { passSignalsOn } from '../../launcher/signals.mjs'
import { loadPlans } from '../loads.ts'
import { effect } from '../product/documents.ts'
import { prepareOne } from '../product/prepare-product.ts'
import { becomeAdmin } from '../product/sign-in.ts'
import { startProduct } from '../product/start-product.ts'
import { withTempFolder } from '../temp-folder.ts'
import { openSlowService } from './slow-service.ts'

/**
 * Starts the product with an active flow that calls a slow service in each run, and runs work with it. Both are stopped
 * and their data deleted afterwards.
 *
 * @param given the cards ahead of the call
 * @param work `url` takes the deliveries, each of which is the letter
 */
export async function withSlowService<Result>(
  { answersAfterMs, cards = [] }: { answersAfterMs: number; cards?: ReturnType<typeof effect>[] },
  work: (opened: {
    product: Awaited<ReturnType<typeof startProduct>>
    url: string
    letter: ReturnType<typeof loadPlans>[number]['letter']
  }) => Promise<Result>
): Promise<Result> {
  const signals = passSignalsOn()
  const service = await openSlowService(answersAfterMs)
  try {
    return await withTempFolder(async folder => {
      const [plan] = loadPlans(folder)
      if (plan === undefined) throw new Error('There is no usual load.')
      const product = await startProduct({
        folder: join(folder, 'product'),
        port: 0,
        isNew: true,
        env: { HOOKWRIGHT_OUTBOUND_ALLOW: service.origin }
      })
      signals.passTo(product.child)
      try {
        const { api } = await becomeAdmin(product.firstAdminLink)
        const calling = [...cards, effect(`${service.origin}/calls`, 'ref')]
        const flows = [{ name: 'Call a slow service', cards: calling }]
        const { eventUrl } = await prepareOne(api, { picks: { ref: ['ref'] }, flows })
        return await work({ product, url: eventUrl, letter: plan.letter })
      } finally {
        await product.stop()
      }
    })
  } finally {
    await service.close()
  }
}

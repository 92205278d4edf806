import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Harness } from '../../harness/harness.ts'
import { listen } from '../../harness/listen.ts'
import { loadPlans } from '../loads.ts'
import { effect } from '../product/documents.ts'
import { prepareOne } from '../product/prepare-product.ts'
import type { Product } from '../product/start-product.ts'
import { withProduct } from '../product/with-product.ts'

/**
 * Starts the product with an active flow that calls a slow service in each run, and runs work with it. Stops
 * both afterwards.
 *
 * @param given.cards cards before the call
 * @param work function that gets the Event URL (`url`) and the request to send there (`letter`)
 */
export async function withSlowService<Result>(
  harness: Harness,
  { answersAfterMs, cards = [] }: { answersAfterMs: number; cards?: ReturnType<typeof effect>[] },
  work: (opened: {
    product: Product
    url: string
    letter: ReturnType<typeof loadPlans>[number]['letter']
  }) => Promise<Result>
): Promise<Result> {
  const [plan] = loadPlans(harness.folder)
  const service = await openSlowService(answersAfterMs)
  const env = { HOOKWRIGHT_OUTBOUND_ALLOW: service.origin }
  try {
    return await withProduct(
      harness,
      async ({ product, api }) => {
        const calling = [...cards, effect(`${service.origin}/calls`, 'ref')]
        const flows = [{ name: 'Call a slow service', cards: calling }]
        const { eventUrl } = await prepareOne(api, { picks: { ref: ['ref'] }, flows })
        return work({ product, url: eventUrl, letter: plan.letter })
      },
      { env }
    )
  } finally {
    await service.close()
  }
}

/** Opens a loopback service that responds to each request after a fixed time, in milliseconds. */
export function openSlowService(afterMs: number) {
  return listen(
    createServer(async (request, response) => {
      request.resume()
      await sleep(afterMs)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  )
}

import type { Signals } from '../../harness/harness.ts'
import { benchFlow } from '../product/bench-flow.ts'
import { prepareOne } from '../product/prepare-product.ts'
import { becomeAdmin } from '../product/sign-in.ts'
import { startProduct } from '../product/start-product.ts'
import { fillHistory, type PastOf } from './fill-history.ts'

/** Stopped product with a history. */
export interface Past {
  folder: string
  eventUrl: string
  cookie: string
  middle: string
}

interface Given {
  folder: string
  count: number
  pastOf?: PastOf
  signals: Signals
}

/**
 * Creates a stopped product with a history.
 *
 * @param given.folder new data folder
 * @param given.count number of past deliveries
 */
export async function makePast({ folder, count, pastOf, signals }: Given): Promise<Past> {
  const product = await startProduct({ folder, port: 0, isNew: true, signals })
  let made: Omit<Past, 'middle'>
  try {
    const { api, cookie } = await becomeAdmin(product.firstAdminLink)
    const { eventUrl } = await prepareOne(api, { ...benchFlow, signed: true })
    made = { folder, eventUrl, cookie }
  } finally {
    await product.stop()
  }
  return { ...made, middle: fillHistory(product.database, count, pastOf).middle }
}

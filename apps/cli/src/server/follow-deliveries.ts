import type { Id } from '@hookwright/model'
import { type ServerApi, serverCodeOf } from './server-api.ts'

type DeliveryRow = Awaited<ReturnType<ServerApi['deliveries']['list']['query']>>['rows'][number]
type OpenedDelivery = Awaited<ReturnType<ServerApi['deliveries']['get']['query']>>

/** Delivery with its request. The request is `null` if it was deleted or the API key has the viewer role. */
export interface FedDelivery {
  row: DeliveryRow
  arrival: OpenedDelivery['arrival']
}

const PAGE = 100

/** Maximum number of delivery ids in memory. */
const REMEMBERED = 5_000

/** Feed of a flow's new deliveries, in batches. */
export interface DeliveryFeed {
  /** Marks all existing deliveries as known, so that `next` does not return them. */
  skip: () => Promise<void>
  /** Returns the deliveries since the last call that succeeded, oldest first. */
  next: () => Promise<FedDelivery[]>
}

/** Creates a feed of the deliveries of a flow. */
export const createDeliveryFeed = (
  api: { deliveries: Pick<ServerApi['deliveries'], 'list' | 'get'> },
  flowId: Id
): DeliveryFeed => {
  const known = new Set<Id>()
  /**
   * Newest id of the old deliveries that `known` does not contain; `null` for none. Ids ascend with time, so
   * an older delivery that moves up in the list after a deletion is not taken for a new one.
   */
  let knownUpTo: Id | null = null
  let isFirst = true
  /** New deliveries with requests that could not be read yet. */
  const unprinted: DeliveryRow[] = []

  const isBehind = (id: Id): boolean => knownUpTo !== null && id <= knownUpTo

  const newRows = async (): Promise<DeliveryRow[]> => {
    const rows: DeliveryRow[] = []
    for (let before: Id | null = null; ; ) {
      const page: Awaited<ReturnType<ServerApi['deliveries']['list']['query']>> =
        await api.deliveries.list.query({ flowId, limit: PAGE, ...(before !== null && { before }) })
      const added = page.rows.filter(({ id }) => !known.has(id) && !isBehind(id))
      rows.push(...added)
      // One page is enough to know what was there before. Later, all pages with nothing known are new.
      if (isFirst) knownUpTo = page.next
      if (isFirst || added.length < page.rows.length || page.next === null || isBehind(page.next)) break
      before = page.next
    }
    isFirst = false
    for (const { id } of rows.toReversed()) known.add(id)
    for (const id of known) {
      if (known.size <= REMEMBERED) break
      known.delete(id)
      knownUpTo = id
    }
    return rows.reverse()
  }

  const arrivalOf = async (deliveryId: Id): Promise<FedDelivery['arrival']> => {
    try {
      return (await api.deliveries.get.query({ deliveryId })).arrival
    } catch (thrown) {
      // It was deleted since the list was read.
      if (serverCodeOf(thrown) === 'delivery.gone') return null
      throw thrown
    }
  }

  return {
    skip: async () => {
      await newRows()
    },
    next: async () => {
      unprinted.push(...(await newRows()))
      const fed: FedDelivery[] = []
      for (const row of unprinted) fed.push({ row, arrival: await arrivalOf(row.id) })
      unprinted.length = 0
      return fed
    }
  }
}

import type { Header, Id } from '@hookwright/model'
import type { Api } from './api-client.ts'
import { waitFor } from './wait-for.ts'

/** A stored delivery: its exact bytes and header lines. */
export interface StoredDelivery {
  id: Id
  status: { is: string; why?: string }
  body: Buffer
  headers: Header[]
  query: string
  method: string
}

/**
 * Returns all accepted deliveries of a flow with their requests, oldest first.
 *
 * Waits until there are at least `count` of them and each has been processed.
 */
export const storedDeliveriesOf = async (api: Api, flowId: Id, count: number): Promise<StoredDelivery[]> => {
  const deliveries = await waitFor(
    async () => (await listDeliveries(api, flowId)).filter(({ status }) => status.is !== 'refused'),
    seen => seen.length >= count && seen.every(delivery => delivery.status.is !== 'accepted')
  )
  return Promise.all(
    deliveries.toReversed().map(async ({ id, status }) => {
      const { arrival, method } = await api.deliveries.get.query({ deliveryId: id })
      if (arrival === null) throw new Error(`The delivery ${id} was erased.`)
      const { headers, query, text, base64 } = arrival
      const body = text === null ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text)
      return { id, status, body, headers, query, method }
    })
  )
}

const PAGE = 200

/** Returns every delivery of a flow, newest first, fetched page by page. */
export const listDeliveries = async (api: Api, flowId: Id) => {
  const all: Awaited<ReturnType<typeof api.deliveries.list.query>>['rows'] = []
  for (;;) {
    const last = all.at(-1)
    const before = last === undefined ? {} : { before: last.id }
    const { rows: page } = await api.deliveries.list.query({ flowId, limit: PAGE, ...before })
    all.push(...page)
    if (page.length < PAGE) return all
  }
}

/** Returns the value of a header line, or null. Names are case-insensitive. */
export const headerOf = ({ headers }: Pick<StoredDelivery, 'headers'>, name: string): string | null =>
  headers.find(header => header.name.toLowerCase() === name)?.value ?? null

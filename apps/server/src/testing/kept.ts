import type { Header, Id } from '@hookwright/model'
import type { Api } from './api-client.ts'
import { waitFor } from './wait-for.ts'

/** A delivery as it is kept: its exact bytes and its header lines. */
export interface KeptDelivery {
  id: Id
  status: { is: string; why?: string }
  body: Buffer
  headers: Header[]
  query: string
  method: string
}

/** All deliveries of a flow that were not refused, with what arrived, oldest first, once there are so many and none waits for its run. */
export const keptOf = async (api: Api, flowId: Id, count: number): Promise<KeptDelivery[]> => {
  const deliveries = await waitFor(
    async () => (await listAll(api, flowId)).filter(({ status }) => status.is !== 'refused'),
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

/** Every delivery of a flow, newest first, page by page. */
const listAll = async (api: Api, flowId: Id) => {
  const all: Awaited<ReturnType<typeof api.deliveries.list.query>>['rows'] = []
  for (;;) {
    const last = all.at(-1)
    const before = last === undefined ? {} : { before: last.id }
    const { rows: page } = await api.deliveries.list.query({ flowId, limit: PAGE, ...before })
    all.push(...page)
    if (page.length < PAGE) return all
  }
}

/** The value of a header line, by its name in any case, or null. */
export const headerOf = ({ headers }: Pick<KeptDelivery, 'headers'>, name: string): string | null =>
  headers.find(header => header.name.toLowerCase() === name)?.value ?? null

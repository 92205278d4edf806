import type { Id } from '@hookwright/model'
import type { AcmeStage } from './acme-stage.ts'
import type { Api } from './api-client.ts'
import { overHttp } from './over-http.ts'
import { addFlow, turnOn } from './switch.ts'
import { waitFor } from './wait-for.ts'

/** Valid id that no item has. */
export const nothing = '01900000-0000-7000-8000-000000000000'

/** Posts an event to an Event URL. */
export const post = (eventUrl: string, body: object, headers: Record<string, string> = {}) =>
  overHttp(eventUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-acme': 'yes', ...headers },
    body: JSON.stringify(body)
  })

/** Adds a flow and turns it on; returns its id and its Event URL. */
export const openActiveFlow = async (
  { api, newFlow }: AcmeStage,
  flow?: Parameters<typeof addFlow>[2]
): Promise<{ flowId: Id; eventUrl: string }> => {
  const flowId = flow === undefined ? await newFlow() : await addFlow(api, 'Of history', flow)
  return { flowId, eventUrl: (await turnOn(api, flowId)).eventUrl }
}

/** Returns the body of a `user.created` event. */
export const person = (email: unknown) => ({ type: 'user.created', record: { email, more: { x: 1 } } })

/** Returns the newest delivery of a flow once the runs of all its deliveries have ended. */
export const newestOf = async (api: Api, flowId: Id) => {
  const { rows } = await waitFor(
    () => api.deliveries.list.query({ flowId }),
    seen => seen.rows.length > 0 && seen.rows.every(row => row.run !== null && row.run.finishedAt !== null)
  )
  const [newest] = rows
  if (newest === undefined) throw new Error('There is one.')
  return newest
}

/** Waits until a flow has exactly two failed deliveries, and returns the list. */
export const newestFailed = (api: Api, flowId: Id) =>
  waitFor(
    () => api.deliveries.list.query({ flowId, result: 'failed' }),
    ({ rows }) => rows.length === 2
  )

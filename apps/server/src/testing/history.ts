import type { Id } from '@hookwright/model'
import type { AcmeStage } from './acme-stage.ts'
import type { Api } from './api-client.ts'
import { overHttp } from './over-http.ts'
import { addFlow, turnOn } from './switch.ts'
import { waitFor } from './wait-for.ts'

/** Id that belongs to nothing. */
export const nothing = '01900000-0000-7000-8000-000000000000'

/** Posts an event to an Event URL. */
export const post = (eventUrl: string, body: object, headers: Record<string, string> = {}) =>
  overHttp(eventUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-acme': 'yes', ...headers },
    body: JSON.stringify(body)
  })

/** Opens an active flow. Returns it with its Event URL. */
export const openActiveFlow = async (
  { api, newFlow }: AcmeStage,
  flow?: Parameters<typeof addFlow>[2]
): Promise<{ flowId: Id; eventUrl: string }> => {
  const flowId = flow === undefined ? await newFlow() : await addFlow(api, 'Of history', flow)
  return { flowId, eventUrl: (await turnOn(api, flowId)).eventUrl }
}

/** Event about a created user. */
export const person = (email: unknown) => ({ type: 'user.created', record: { email, more: { x: 1 } } })

/** Returns the newest delivery of a flow once it has run. */
export const newestOf = async (api: Api, flowId: Id) => {
  const { rows } = await waitFor(
    () => api.deliveries.list.query({ flowId }),
    seen => seen.rows.length > 0 && seen.rows.every(row => row.run !== null && row.run.finishedAt !== null)
  )
  const [newest] = rows
  if (newest === undefined) throw new Error('There is one.')
  return newest
}

/** Waits until the runs of a flow's deliveries have ended, two of which fail. */
export const newestFailed = (api: Api, flowId: Id) =>
  waitFor(
    () => api.deliveries.list.query({ flowId, result: 'failed' }),
    ({ rows }) => rows.length === 2
  )

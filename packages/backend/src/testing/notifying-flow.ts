import type { Id, Receiving, RunStatus } from '@hookwright/model'
import { addNotifyingFlow, drawConnector } from './draw.ts'
import { turnOn } from './event.ts'
import { acceptingService, type BackendWrappers, openBackend, type TestBackend } from './open-backend.ts'
import { pollUntil } from './poll-until.ts'

/** Opens a backend on a folder, with its work resumed and recovered. */
export const openRecovered = async (
  folder: string,
  service = acceptingService,
  store: BackendWrappers['store'] = same => same
): Promise<TestBackend> => {
  const one = await openBackend(folder, service, {}, { store })
  await one.backend.resume()
  await one.backend.recover()
  return one
}

/** Parameters of a flow that sends names to a service. */
interface Drawing {
  event?: 'one' | 'list'
  /** Days that the flow waits between its two requests. */
  waits?: number
  retry?: 'always' | 'when-safe'
  order?: Receiving['order']
  prologueWaits?: boolean
  /** Name of the flow's connector. */
  name?: string
}

/** Creates a running flow that sends each name to the service. */
export const beginNotifying = async (
  one: TestBackend,
  { event = 'one', order, prologueWaits = false, name = 'Acme HR', ...notifying }: Drawing
) => {
  const { backend } = one
  const drawn = await drawConnector(backend, {
    registers: false,
    waits: prologueWaits,
    name,
    ...(order && { receiving: { order } })
  })
  const flowId = await addNotifyingFlow(backend, drawn, event, null, notifying)
  return { flowId, ...(await turnOn(one, flowId)) }
}

/** Returns the messages that the service received, in order. A second message reads “again Ada”. */
export const notified = ({ sent }: TestBackend): string[] =>
  sent.map(({ url, body }) => `${url === '/names/again' ? 'again ' : ''}${body}`)

/** Returns the status of a run. */
export const runStatusOf = async ({ backend }: TestBackend, runId: Id): Promise<RunStatus> =>
  (await backend.runs.get(runId)).status

/** Waits until a run has this status. */
export const untilRun = (one: TestBackend, runId: Id, is: RunStatus['is']) =>
  pollUntil(
    async () => (await one.store.runs.find(runId))?.status,
    status => status?.is === is
  )

/** Waits until the service has received this many messages. */
export const untilNotified = (one: TestBackend, count: number) =>
  pollUntil(
    () => notified(one),
    seen => seen.length === count
  )

/** Returns a service that answers each request with a status, which the test can change. */
export const answering = (status: number) => {
  const answers = { status }
  const service: typeof acceptingService = async () => ({ status: answers.status, headers: {}, body: '' })
  return { answers, service }
}

/** Creates a promise, and a function that resolves it. */
export const gate = () => {
  let release = (): void => {}
  const shut = new Promise<void>(resolve => (release = resolve))
  return { shut, release: () => release() }
}

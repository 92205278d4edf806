import type { Flow, Id } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { type acceptingService, openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

/** Service that answers each request only when `release` is called. */
const holding = () => {
  const held: (() => void)[] = []
  const service: typeof acceptingService = () =>
    new Promise(resolve => {
      held.push(() => resolve({ status: 200, headers: {}, body: '' }))
    })
  return { held, service, release: () => held.shift()?.() }
}

/** Changes the target URL in the flow and applies the change. */
const tellElsewhere = async ({ backend }: TestBackend, flowId: Id): Promise<void> => {
  const { flow } = await backend.flows.get(flowId)
  const { doc, draftNo, name, description, active, saveAll } = flow
  const tell = doc.cards.tell
  if (tell === undefined) throw new Error('The flow tells.')
  const inputs = { ...tell.inputs, url: { kind: 'literal' as const, value: '/elsewhere' } }
  const changed: Flow = { ...doc, cards: { ...doc.cards, tell: { ...tell, inputs } } }
  await backend.flows.save(flowId, { name, description, active, saveAll, doc: changed }, draftNo)
  await backend.subscriptions.applyChanges(flowId)
}

const told = ({ sent }: TestBackend): string[] => sent.map(({ url, body }) => `${url} ${body}`)

const sendings = (one: TestBackend, count: number) =>
  pollUntil(
    () => told(one),
    seen => seen.length === count
  )

test('waiting records run on the revision of their delivery, new deliveries on the next one', async () => {
  const { held, service, release } = holding()
  const one = await openBackend(folder, service)
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'list')
  const { eventUrl } = await turnOn(one, flowId)
  await deliver(one, eventUrl, [{ name: 'a' }, { name: 'b' }])
  await sendings(one, 1)
  await tellElsewhere(one, flowId)
  release()
  await sendings(one, 2)
  release()
  await deliver(one, eventUrl, [{ name: 'c' }])
  expect(await sendings(one, 3)).toEqual(['/names a', '/names b', '/elsewhere c'])
  release()
  await pollUntil(
    async () => (await one.backend.runs.list({ scope: { flowId }, limit: 9 })).rows,
    runs => runs.length === 5 && runs.every(run => run.finishedAt !== null)
  )
  expect(held).toHaveLength(0)
  await one.crash()
})

test('a run that a crash interrupted continues on its own revision', async () => {
  const { service } = holding()
  const one = await openBackend(folder, service)
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'list')
  const { eventUrl } = await turnOn(one, flowId)
  await deliver(one, eventUrl, [{ name: 'a' }])
  await sendings(one, 1)
  await tellElsewhere(one, flowId)
  await one.crash()

  const two = await openBackend(folder)
  await two.backend.resume()
  await two.backend.recover()
  expect(told(two)).toEqual(['/names a'])
  await two.crash()
})

test('the plan to register again says correctly if the flow is on or paused meanwhile', async () => {
  const one = await openBackend(folder)
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
  await turnOn(one, flowId)
  const { flow } = await one.backend.flows.get(flowId)
  const { doc, draftNo, name, description, active, saveAll } = flow
  const [start = '', ...strip] = doc.strip
  const { [start]: _, ...cards } = doc.cards
  const changed: Flow = { ...doc, strip, cards }
  await one.backend.flows.save(flowId, { name, description, active, saveAll, doc: changed }, draftNo)
  const sentences = async () => (await one.backend.subscriptions.planChanges(flowId)).sentences
  expect((await sentences())[0]).toContain('The flow stays on in the meantime.')
  expect((await sentences()).at(-1)).toBe(
    'If the service refuses, the flow stays on with its current registration.'
  )
  await one.backend.subscriptions.pause(flowId, true)
  expect((await sentences())[0]).toContain('The flow stays paused in the meantime.')
  expect((await sentences()).at(-1)).toBe(
    'If the service refuses, the flow stays paused with its current registration.'
  )
  await one.crash()
})

import { beforeEach, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const statusOf = async ({ store }: TestBackend, id: string) => (await store.runs.find(id))?.status

const become = (one: TestBackend, id: string, is: string) =>
  pollUntil(
    () => statusOf(one, id),
    status => status?.is === is
  )

/** Opens a backend with a running flow and a service that fails until it is fixed. */
const openFailing = async () => {
  let status = 503
  const one = await openBackend(folder, async request => ({
    status: request.url.startsWith('https://api.acme.example') ? status : 200,
    headers: {},
    body: ''
  }))
  await one.backend.resume()
  await one.backend.recover()
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
  const { name, description, active, saveAll, doc, draftNo } = (await one.backend.flows.get(flowId)).flow
  const tell = doc.cards.tell
  if (tell === undefined) throw new Error('The flow tells the service.')
  const url = { kind: 'literal' as const, value: 'https://api.acme.example/names' }
  const inputs = { ...tell.inputs, url }
  const named = { ...doc, cards: { ...doc.cards, tell: { ...tell, inputs } } }
  await one.backend.flows.save(
    flowId,
    { name: name ?? '', description, active, saveAll, doc: named },
    draftNo
  )
  const { eventUrl } = await turnOn(one, flowId)
  const failAll = async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, at) => deliver(one, eventUrl, { name: `${at}` }))
    )
    for (const id of ids) await become(one, id, 'failed')
  }
  return {
    one,
    flowId,
    failAll,
    send: (name: string) => deliver(one, eventUrl, { name }),
    fix: () => {
      status = 200
    }
  }
}

test('while a breaker is open runs wait without a try, and continue once it is closed', async () => {
  const { one, flowId, failAll, send, fix } = await openFailing()
  await failAll()
  const [held] = await one.backend.openBreakers.list()
  expect(held).toMatchObject({
    connectorName: 'Acme HR',
    connectionName: null,
    host: 'api.acme.example',
    opened: 1,
    why: { is: 'failures', failed: 20, calls: 20 }
  })
  const waiting = await send('Ada')
  const status = await become(one, waiting, 'waiting')
  expect(status).toMatchObject({
    until: expect.toSatisfy((at: number) => held !== undefined && at >= held.until),
    waitsFor: {
      is: 'held',
      cause: expect.stringMatching(/requests to Acme HR at api\.acme\.example are blocked: 20 of 20/)
    }
  })
  expect(one.sent).toHaveLength(20)
  expect(await one.backend.userFlows.why(flowId)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        place: 'services',
        isCause: true,
        what: 'Requests to Acme HR at api.acme.example are blocked because 20 of 20 calls failed.',
        fixes: [
          {
            do: 'probe-service',
            of: { connectorId: held?.connectorId, connectionId: null, host: held?.host }
          }
        ]
      }),
      expect.objectContaining({
        place: 'suspended',
        what: '1 run waits for a blocked service.'
      })
    ])
  )
  expect((await one.store.alerts.list({ ownerId: null, limit: 9 })).rows).toMatchObject([
    { about: { kind: 'breaker-open', host: 'api.acme.example', why: '20 of 20 calls failed.' } }
  ])
  fix()
  if (held === undefined) throw new Error('One is held.')
  const { connectorId, connectionId, host } = held
  await one.backend.openBreakers.close({ connectorId, connectionId, host })
  await become(one, waiting, 'succeeded')
  expect(one.sent).toHaveLength(21)
  expect((await one.store.runs.find(waiting))?.steps?.at(-1)?.tries ?? []).toEqual([])
  await one.backend.stop()
  await one.crash()
})

test('more waiting runs than one batch all continue once the breaker is closed', async () => {
  const { one, failAll, send, fix } = await openFailing()
  await failAll()
  const ids = await Promise.all(Array.from({ length: 250 }, (_, at) => send(`late ${at}`)))
  for (const id of ids) await become(one, id, 'waiting')
  fix()
  const [held] = await one.backend.openBreakers.list()
  if (held === undefined) throw new Error('One is held.')
  const { connectorId, connectionId, host } = held
  await one.backend.openBreakers.close({ connectorId, connectionId, host })
  await pollUntil(
    () => one.sent.length,
    sent => sent === 270
  )
  await one.backend.stop()
  await one.crash()
})

test('a waiting run is the probe after the pause, and its success lets the others continue', async () => {
  const { one, failAll, send, fix } = await openFailing()
  await failAll()
  const ids = await Promise.all(['Ada', 'Ben', 'Cy'].map(send))
  for (const id of ids) await become(one, id, 'waiting')
  fix()
  one.moveClock(35_000)
  for (const id of ids) await become(one, id, 'succeeded')
  expect(await one.backend.openBreakers.list()).toEqual([])
  expect(one.sent).toHaveLength(23)
  await one.backend.stop()
  await one.crash()
})

test('a failed probe is a try of its own run only; the service is still not called after a restart', async () => {
  const { one, failAll, send } = await openFailing()
  await failAll()
  const ids = await Promise.all(['Ada', 'Ben'].map(send))
  for (const id of ids) await become(one, id, 'waiting')
  one.moveClock(35_000)
  await pollUntil(
    () => one.sent.length,
    sent => sent === 21
  )
  const [held] = await pollUntil(
    () => one.backend.openBreakers.list(),
    list => list[0]?.pause === 60_000
  )
  await one.backend.stop()
  await one.crash()

  const again = await openBackend(folder)
  await again.backend.resume()
  expect(await again.backend.openBreakers.list()).toMatchObject([{ host: held?.host, pause: 60_000 }])
  const left = await Promise.all(ids.map(id => statusOf(again, id)))
  expect(left.map(status => status?.is).toSorted()).toEqual(['failed', 'waiting'])
  await again.backend.stop()
  await again.crash()
})

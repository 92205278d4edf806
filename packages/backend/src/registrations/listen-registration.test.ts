import { MINUTE } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { drawConnector } from '../testing/draw.ts'
import { makeFolder, openBackend, type TestBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'
import { sendTo } from '../testing/send.ts'

const open = async () => {
  const { folder, remove } = makeFolder()
  let opened: TestBackend = await openBackend(folder)
  onTestFinished(async () => {
    await opened.crash()
    remove()
  })
  const { connectorId } = await drawConnector(opened.backend, { registers: true })
  const flows = await opened.backend.flows.list(connectorId)
  const eventFlowId = flows.find(({ doc }) => doc.cards[doc.strip[0] ?? '']?.type === 'webhook-event')?.id
  const begin = () =>
    opened.backend.listening.begin({ eventFlowId: eventFlowId ?? '', personId: 'uma', ownerId: null })
  return {
    now: () => opened,
    begin,
    methods: () => opened.sent.map(({ method }) => method),
    stateOf: async (id: string) => (await opened.backend.listening.progress(id)).registration?.state,
    reopen: async () => {
      await opened.crash()
      opened = await openBackend(folder)
    }
  }
}

// review: services 15
test('listening registers its test URL, and deregisters it after the first request', async () => {
  const { now, begin, methods, stateOf } = await open()
  const id = await begin()
  await pollUntil(
    () => stateOf(id),
    state => state?.is === 'registered'
  )
  expect(methods()).toEqual(['POST'])
  const { url } = await now().backend.listening.progress(id)
  expect(String(now().sent[0]?.body)).toContain(url)
  await sendTo(now(), url, { text: '{"name":"Ada"}', headers: [] })
  await pollUntil(
    () => stateOf(id),
    state => state?.is === 'removed'
  )
  expect(methods()).toEqual(['POST', 'DELETE'])
  expect((await now().backend.listening.progress(id)).heard).toMatchObject({
    sample: { body: { name: 'Ada' } }
  })
})

// review: services 15
test('the test URL is deregistered when listening ends or times out, also after the page was closed', async () => {
  const { now, begin, methods, stateOf } = await open()
  const first = await begin()
  await now().backend.listening.end(first)
  await pollUntil(methods, sent => sent.length === 2)
  const second = await begin()
  await pollUntil(
    () => stateOf(second),
    state => state?.is === 'registered'
  )
  now().moveClock(2 * MINUTE)
  await pollUntil(methods, sent => sent.length === 4)
  expect(methods()).toEqual(['POST', 'DELETE', 'POST', 'DELETE'])
})

// review: services 15
test('a registration that a stopped server left behind is removed at the next start', async () => {
  const { now, begin, methods, stateOf, reopen } = await open()
  const id = await begin()
  await pollUntil(
    () => stateOf(id),
    state => state?.is === 'registered'
  )
  await reopen()
  await now().backend.subscriptions.orphans.removeTrials()
  expect(methods()).toEqual(['DELETE'])
  expect(await now().store.orphans.list()).toMatchObject([{ status: { is: 'removed' } }])
})

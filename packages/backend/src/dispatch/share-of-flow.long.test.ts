import { reuseDatabase } from '@hookwright/store/postgres/testing'
import { expect, onTestFinished, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { openProcess } from '../testing/open-process.ts'
import { pollUntil } from '../testing/poll-until.ts'

/**
 * Opens a process that runs at most two runs or deliveries of one flow at a time. Its stub service answers
 * when the test calls `answer`.
 */
const openSharing = async () => {
  let answer = (): void => {}
  const answered = new Promise<void>(resolve => {
    answer = resolve
  })
  const service = () => answered.then(() => ({ status: 200, headers: {}, body: '' }))
  const opened = await openProcess(await reuseDatabase(), { service, settings: { runsAtOnce: 8 } })
  onTestFinished(async () => {
    answer()
    await opened.end()
  })
  return { ...opened, answer }
}

test('a list counts towards the share of its flow until its records have run', async () => {
  const one = await openSharing()
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'list')
  const { eventUrl } = await turnOn(one, flowId)
  const { sharedWork } = one.store
  if (sharedWork === null) throw new Error('PostgreSQL shares work.')
  const { claim } = sharedWork
  let full: readonly string[] = []
  sharedWork.claim = (most, except) => {
    full = except ?? []
    return claim(most, except)
  }
  await one.backend.recover()
  const sent = (count: number) =>
    pollUntil(
      () => one.sent.length,
      now => now === count
    )
  await deliver(one, eventUrl, [{ name: 'Ada' }, { name: 'Ben' }])
  await sent(1)
  await deliver(one, eventUrl, [{ name: 'Cy' }, { name: 'Dee' }])
  await sent(2)
  await deliver(one, eventUrl, [{ name: 'Eve' }])
  await pollUntil(
    () => full,
    ids => ids.includes(flowId)
  )
  expect(one.sent).toHaveLength(2)
  one.answer()
  await sent(5)
})

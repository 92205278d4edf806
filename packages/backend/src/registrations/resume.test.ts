import { HOUR, MINUTE } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

/** Turns a flow on and stops the process immediately. The intent is stored, but no request was sent. */
const stopAfterIntent = async (): Promise<string> => {
  const first = await openBackend(folder, () => new Promise(() => {}))
  const drawn = await drawConnector(first.backend, { registers: true })
  const flowId = await addNotifyingFlow(first.backend, drawn, 'one')
  await first.backend.subscriptions.switchOn(flowId)
  await first.crash()
  return flowId
}

/** Turns flows on and stops the process while all their requests are in progress. */
const stopWhileSendingOf = async (count: number): Promise<string[]> => {
  const first = await openBackend(folder, () => new Promise(() => {}))
  const drawn = await drawConnector(first.backend, { registers: true })
  const flowIds: string[] = []
  for (let number = 1; number <= count; number++) {
    const flowId = await addNotifyingFlow(first.backend, drawn, 'one')
    await first.backend.subscriptions.switchOn(flowId)
    flowIds.push(flowId)
  }
  await pollUntil(
    () => first.sent.length,
    sent => sent === count
  )
  await first.crash()
  return flowIds
}
const stopWhileSending = async (): Promise<string> => (await stopWhileSendingOf(1))[0] ?? ''

const newest = async ({ backend }: TestBackend, flowId: string) =>
  (await backend.subscriptions.list(flowId))[0]

describe('a registration that a stop interrupted', () => {
  test('continues if no request was sent and there is time left', async () => {
    const flowId = await stopAfterIntent()
    const second = await openBackend(folder)
    await second.backend.resume()
    await second.backend.subscriptions.idle()
    expect(await newest(second, flowId)).toMatchObject({ status: { is: 'on' }, wanted: true })
    expect(second.sent.map(({ method, url }) => [method, url])).toEqual([['POST', '/hooks']])
    await second.crash()
  })

  test('times out if its time has passed meanwhile, and sends no request', async () => {
    const flowId = await stopAfterIntent()
    const second = await openBackend(folder)
    second.moveClock(MINUTE)
    await second.backend.resume()
    await second.backend.subscriptions.idle()
    expect(await newest(second, flowId)).toMatchObject({
      status: { is: 'ended', how: 'timed-out' },
      wanted: false,
      fault: { code: 'registration.timed-out' }
    })
    expect(second.sent).toEqual([])
    expect(await second.backend.subscriptions.cleanupEntries()).toEqual([])
    await second.crash()
  })

  test('gets no extra time if the clock was set back meanwhile', async () => {
    const flowId = await stopAfterIntent()
    const second = await openBackend(folder, () => new Promise(() => {}))
    second.moveClock(-HOUR)
    await second.backend.resume()
    second.moveClock(2 * MINUTE)
    await pollUntil(
      () => newest(second, flowId),
      subscription => subscription?.status.is === 'ended'
    )
    expect(await newest(second, flowId)).toMatchObject({ status: { is: 'ended', how: 'timed-out' } })
    await second.crash()
  })

  test('is uncertain if a request was in flight, which is never sent again', async () => {
    const flowId = await stopWhileSending()
    const second = await openBackend(folder)
    await second.backend.resume()
    await second.backend.subscriptions.idle()
    const subscription = await newest(second, flowId)
    expect(subscription).toMatchObject({
      status: { is: 'ended', how: 'uncertain' },
      wanted: false,
      fault: { code: 'registration.uncertain' }
    })
    expect(second.sent).toEqual([])
    const { attempts } = await second.backend.subscriptions.get(subscription?.id ?? '')
    expect(attempts).toMatchObject([{ kind: 'registration', outcome: 'uncertain' }])
    const run = await second.backend.runs.get(attempts[0]?.runId ?? '')
    expect(run.status).toMatchObject({ is: 'failed', fault: { code: 'registration.uncertain' } })
    // It says at which card the request was in progress.
    expect(run.status.is === 'failed' && run.status.at).not.toEqual([])
    expect(run.steps?.at(-1)).toMatchObject({ status: 'failed', fault: { code: 'registration.uncertain' } })
    await second.crash()
  })
})

test('many interrupted registrations are resumed in parallel, but not all at once', async () => {
  const flowIds = await stopWhileSendingOf(20)
  let underWay = 0
  let most = 0
  let release = (): void => {}
  const held = new Promise<void>(resolve => (release = resolve))
  const second = await openBackend(
    folder,
    undefined,
    {},
    {
      store: store => ({
        ...store,
        subscriptions: {
          ...store.subscriptions,
          endRegistering: async (...params) => {
            underWay++
            most = Math.max(most, underWay)
            await held
            const ended = await store.subscriptions.endRegistering(...params)
            underWay--
            return ended
          }
        }
      })
    }
  )
  const resumed = second.backend.resume()
  await pollUntil(
    () => underWay,
    count => count === 16
  )
  release()
  await resumed
  expect(most).toBe(16)
  for (const flowId of flowIds)
    expect((await newest(second, flowId))?.status).toEqual({ is: 'ended', how: 'uncertain' })
  expect(second.sent).toEqual([])
  await second.crash()
})

import { HOUR, MINUTE } from '@hookwright/model'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addTelling, drawConnector } from '../testing/draw.ts'
import { lookUntil } from '../testing/look.ts'
import { makeFolder, openBackend, type TestBackend } from '../testing/open-backend.ts'

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = makeFolder())
})
afterEach(() => remove())

/** Turns a flow on and lets the process end at once: the intent is written, and nothing was sent. */
const stopAfterIntent = async (): Promise<string> => {
  const first = await openBackend(folder, () => new Promise(() => {}))
  const drawn = await drawConnector(first.backend, { registers: true })
  const flowId = await addTelling(first.backend, drawn, 'one')
  await first.backend.subscriptions.switchOn(flowId)
  await first.crash()
  return flowId
}

/** Turns a flow on and lets the process end when the request is under way. */
const stopWhileSending = async (): Promise<string> => {
  const first = await openBackend(folder, () => new Promise(() => {}))
  const drawn = await drawConnector(first.backend, { registers: true })
  const flowId = await addTelling(first.backend, drawn, 'one')
  await first.backend.subscriptions.switchOn(flowId)
  await lookUntil(
    () => first.sent.length,
    sent => sent === 1
  )
  await first.crash()
  return flowId
}

const newest = async ({ backend }: TestBackend, flowId: string) =>
  (await backend.subscriptions.list(flowId))[0]

describe('a registration that a stop interrupted', () => {
  test('goes on when nothing was sent and there is time left', async () => {
    const flowId = await stopAfterIntent()
    const second = await openBackend(folder)
    await second.backend.resume()
    await second.backend.subscriptions.idle()
    expect(await newest(second, flowId)).toMatchObject({ status: { is: 'on' }, wanted: true })
    expect(second.sent.map(({ method, url }) => [method, url])).toEqual([['POST', '/hooks']])
    await second.crash()
  })

  test('is timed out when its time has passed meanwhile, and nothing is sent any more', async () => {
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

  test('has no more time than any other when the clock was set back meanwhile', async () => {
    const flowId = await stopAfterIntent()
    const second = await openBackend(folder, () => new Promise(() => {}))
    second.moveClock(-HOUR)
    await second.backend.resume()
    second.moveClock(2 * MINUTE)
    await lookUntil(
      () => newest(second, flowId),
      subscription => subscription?.status.is === 'ended'
    )
    expect(await newest(second, flowId)).toMatchObject({ status: { is: 'ended', how: 'timed-out' } })
    await second.crash()
  })

  test('is uncertain when a request was under way, which is never sent again', async () => {
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
    // It says at which card the request was under way.
    expect(run.status.is === 'failed' && run.status.at).not.toEqual([])
    expect(run.steps?.at(-1)).toMatchObject({ status: 'failed', fault: { code: 'registration.uncertain' } })
    await second.crash()
  })
})

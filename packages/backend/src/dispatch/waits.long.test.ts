import { DAY, MINUTE } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { deliver } from '../testing/event.ts'
import {
  answering,
  beginNotifying,
  gate,
  notified,
  openRecovered,
  runStatusOf,
  untilNotified,
  untilRun
} from '../testing/notifying-flow.ts'
import { acceptingService, openBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

describe('a run that waits', () => {
  test('for days continues after restarts with its former values, and repeats no step', async () => {
    const first = await openRecovered(folder)
    const { eventUrl } = await beginNotifying(first, { waits: 3 })
    const id = await deliver(first, eventUrl, { name: 'Ada' })
    const status = await untilRun(first, id, 'waiting')
    expect(status).toMatchObject({ at: ['wait'], waitsFor: { is: 'time', card: 'Wait For' } })
    expect((await first.backend.deliveries.get(id)).delivery.status).toEqual({ is: 'done' })
    first.moveClock(2 * DAY)
    await first.crash()

    const second = await openRecovered(folder)
    second.moveClock(DAY)
    expect(await runStatusOf(second, id)).toEqual(status)
    expect(notified(second)).toEqual([])
    second.moveClock(2 * DAY)
    await untilRun(second, id, 'succeeded')
    expect(notified(second)).toEqual(['again Ada'])
    const { steps } = await second.backend.runs.get(id)
    expect(steps?.map(({ path, status: is }) => [path.at(-1), is])).toEqual([
      ['event', 'succeeded'],
      ['event', 'succeeded'],
      ['return', 'succeeded'],
      ['tell', 'succeeded'],
      ['wait', 'succeeded'],
      ['again', 'succeeded']
    ])
    // What was sent before the restart is told as it was.
    expect(steps?.find(({ path }) => path[0] === 'tell')?.requests).toHaveLength(1)
    expect(steps?.find(({ path }) => path[0] === 'again')?.from).toBeGreaterThanOrEqual(3 * DAY)
    await second.crash()
  })

  test('and was due while the server was down continues at the start', async () => {
    const first = await openRecovered(folder)
    const { eventUrl } = await beginNotifying(first, { waits: 0.000_01 })
    const ids = await Promise.all(['Ada', 'Bo', 'Cy'].map(name => deliver(first, eventUrl, { name })))
    for (const id of ids) await untilRun(first, id, 'waiting')
    await first.crash()
    const second = await openBackend(folder)
    second.moveClock(MINUTE)
    await second.backend.recover()
    for (const id of ids) expect(await runStatusOf(second, id)).toEqual({ is: 'succeeded' })
    expect(notified(second).toSorted()).toEqual(['again Ada', 'again Bo', 'again Cy'])
    await second.crash()
  })

  test('continues after its flow was turned off, but not while its flow is paused', async () => {
    const one = await openRecovered(folder)
    const { flowId, eventUrl } = await beginNotifying(one, { waits: 1 })
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    await untilRun(one, id, 'waiting')
    await one.backend.subscriptions.pause(flowId, true)
    one.moveClock(DAY)
    const other = await beginNotifying(one, { waits: 0, name: 'Acme IT' })
    await untilRun(one, await deliver(one, other.eventUrl, { name: 'Bo' }), 'succeeded')
    expect(await runStatusOf(one, id)).toMatchObject({ is: 'waiting' })
    await expect(one.backend.runs.goOn(id)).rejects.toMatchObject({ code: 'run.flow-paused' })
    await one.backend.subscriptions.pause(flowId, false)
    await untilRun(one, id, 'succeeded')

    const late = await deliver(one, eventUrl, { name: 'Cy' })
    await untilRun(one, late, 'waiting')
    await one.backend.subscriptions.switchOff(flowId)
    one.moveClock(DAY)
    await untilRun(one, late, 'succeeded')
    await one.crash()
  })

  test('is ended when its flow is deleted, like a run on hold', async () => {
    const one = await openRecovered(folder, answering(503).service)
    const { flowId, eventUrl } = await beginNotifying(one, { waits: 1, retry: 'always' })
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    await untilRun(one, id, 'waiting')
    await one.backend.flows.remove(flowId)
    expect(await runStatusOf(one, id)).toEqual({ is: 'cancelled' })
    one.moveClock(DAY)
    expect(notified(one)).toEqual(['Ada'])
    await one.crash()
  })

  test('in the first part of its run makes the runs of its records when it continues', async () => {
    const first = await openRecovered(folder)
    const { eventUrl } = await beginNotifying(first, { event: 'list', prologueWaits: true })
    const id = await deliver(first, eventUrl, [{ name: 'Ada' }, { name: 'Bo' }])
    await untilRun(first, id, 'waiting')
    await first.crash()
    const second = await openRecovered(folder)
    second.moveClock(DAY)
    await untilNotified(second, 2)
    expect(notified(second)).toEqual(['Ada', 'Bo'])
    await pollUntil(
      async () => (await second.backend.runs.list({ deliveryId: id, limit: 9 })).rows,
      rows => rows.length === 3 && rows.every(({ status }) => status.is === 'succeeded')
    )
    await second.crash()
  })

  test('can be a replay, and ends as one', async () => {
    const first = await openRecovered(folder)
    const { eventUrl } = await beginNotifying(first, { waits: 1 })
    const id = await deliver(first, eventUrl, { name: 'Ada' })
    await untilRun(first, id, 'waiting')
    await expect(first.backend.deliveries.replay(id)).rejects.toMatchObject({
      code: 'delivery.cannot-replay'
    })
    first.moveClock(DAY)
    await untilRun(first, id, 'succeeded')
    const replay = await first.backend.deliveries.replay(id)
    await untilRun(first, replay, 'waiting')
    await first.crash()
    const second = await openRecovered(folder)
    expect(await runStatusOf(second, replay)).toMatchObject({ is: 'waiting' })
    second.moveClock(2 * DAY)
    await untilRun(second, replay, 'succeeded')
    expect(notified(second)).toEqual(['again Ada'])
    await second.crash()
  })

  test('keeps its request as long as it waits, though its flow keeps no data', async () => {
    const one = await openRecovered(folder)
    const { flowId, eventUrl } = await beginNotifying(one, { waits: 1 })
    const { name, description, active, doc, draftNo } = (await one.backend.flows.get(flowId)).flow
    await one.backend.flows.save(flowId, { name, description, active, doc, saveAll: false }, draftNo)
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    await untilRun(one, id, 'waiting')
    expect((await one.backend.deliveries.get(id)).arrival).not.toBeNull()
    one.moveClock(DAY)
    await untilRun(one, id, 'succeeded')
    expect(notified(one)).toEqual(['Ada', 'again Ada'])
    expect((await one.backend.deliveries.get(id)).arrival).toBeNull()
    expect((await one.backend.runs.get(id)).steps).toBeNull()
    await one.crash()
  })

  test('continues although an older run of another, busy flow finds no slot yet', async () => {
    const held: (() => void)[] = []
    const one = await openRecovered(folder, async request => {
      if (request.body === 'Bea') await new Promise<void>(resolve => held.push(resolve))
      return { status: 200, headers: {}, body: '' }
    })
    const crowded = await beginNotifying(one, { waits: 1 })
    const other = await beginNotifying(one, { waits: 1, name: 'Acme IT' })
    const older = await deliver(one, crowded.eventUrl, { name: 'Ada' })
    await untilRun(one, older, 'waiting')
    const newer = await deliver(one, other.eventUrl, { name: 'Cy' })
    await untilRun(one, newer, 'waiting')
    const body = { name: 'Bea', notes: 'x'.repeat(64 * 1024) }
    await Promise.all(Array.from({ length: 400 }, () => deliver(one, crowded.eventUrl, body)))
    await pollUntil(
      () => held.length,
      count => count >= 128
    )
    one.moveClock(DAY)
    await untilRun(one, newer, 'succeeded')
    expect(await runStatusOf(one, older)).toMatchObject({ is: 'waiting' })
    // There is room again once the service answers.
    for (let count = 0; count < 400; count++) {
      await pollUntil(
        () => held.length,
        left => left > 0
      )
      held.shift()?.()
    }
    await untilRun(one, older, 'succeeded')
    await one.crash()
  })

  test('is not touched by other processes while it continues', async () => {
    let release = (): void => {}
    const one = await openRecovered(folder, async () => {
      if (notified(one).length > 1) await new Promise<void>(resolve => (release = resolve))
      return { status: 200, headers: {}, body: '' }
    })
    const { eventUrl } = await beginNotifying(one, { waits: 3 })
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    await untilRun(one, id, 'waiting')
    await one.backend.runs.goOn(id)
    await untilNotified(one, 2)
    await expect(one.backend.runs.goOn(id)).rejects.toMatchObject({ code: 'run.going-on' })
    await expect(one.backend.runs.cancel(id)).rejects.toMatchObject({ code: 'run.going-on' })
    release()
    await untilRun(one, id, 'succeeded')
    await one.crash()
  })

  test('does not continue while a person ends it, and is not ended twice', async () => {
    const { shut, release } = gate()
    const one = await openRecovered(folder, acceptingService, store => ({
      ...store,
      waits: {
        ...store.waits,
        cancel: async (end, then) => {
          await shut
          return store.waits.cancel(end, then)
        }
      }
    }))
    const { eventUrl } = await beginNotifying(one, { waits: 1 })
    const ids = [await deliver(one, eventUrl, { name: 'Ada' }), await deliver(one, eventUrl, { name: 'Bo' })]
    for (const id of ids) await untilRun(one, id, 'waiting')
    const [ada = '', bo = ''] = ids
    const ended = one.backend.runs.cancel(ada)
    one.moveClock(2 * DAY)
    await untilRun(one, bo, 'succeeded')
    expect(notified(one)).toEqual(['Ada', 'Bo', 'again Bo'])
    for (const act of [one.backend.runs.cancel, one.backend.runs.goOn]) {
      await expect(act(ada)).rejects.toMatchObject({ code: 'run.going-on' })
    }
    release()
    await ended
    await untilRun(one, await deliver(one, eventUrl, { name: 'Cy' }), 'waiting')
    expect(await runStatusOf(one, ada)).toEqual({ is: 'cancelled' })
    expect(notified(one)).toEqual(['Ada', 'Bo', 'again Bo', 'Cy'])
    await one.crash()
  })

  test('continues early when a person asks for it', async () => {
    const one = await openRecovered(folder)
    const { eventUrl } = await beginNotifying(one, { waits: 30 })
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    await untilRun(one, id, 'waiting')
    await one.backend.runs.goOn(id)
    await untilRun(one, id, 'succeeded')
    // Its end is to be read a little before the disk has it, and it goes on until then.
    await expect.poll(() => one.backend.runs.goOn(id).catch(({ code }) => code)).toBe('run.not-suspended')
    await expect(one.backend.runs.cancel(id)).rejects.toMatchObject({ code: 'run.not-suspended' })
    await one.crash()
  })

  test('is put on hold after it crashed the server twice beside others and twice alone, and the others continue', async () => {
    const first = await openRecovered(folder)
    const { eventUrl } = await beginNotifying(first, { waits: 0.000_01 })
    const poison = await deliver(first, eventUrl, { name: 'Poison' })
    const other = await deliver(first, eventUrl, { name: 'Ada' })
    for (const id of [poison, other]) await untilRun(first, id, 'waiting')
    await first.crash()
    for (let crash = 0; crash < 4; crash++) {
      const again = await openBackend(folder, (request, signal) =>
        request.body === 'Poison' ? new Promise(() => {}) : acceptingService(request, signal)
      )
      again.moveClock(MINUTE)
      again.backend.recover().catch(() => {})
      await pollUntil(
        () => notified(again),
        seen => seen.includes('again Poison')
      )
      await untilRun(again, other, 'succeeded')
      await again.crash()
    }
    const last = await openBackend(folder)
    last.moveClock(MINUTE)
    await last.backend.recover()
    expect(notified(last)).toEqual([])
    expect(await runStatusOf(last, poison)).toMatchObject({ is: 'on-hold', at: ['wait'] })
    await last.backend.runs.goOn(poison)
    await untilRun(last, poison, 'succeeded')
    expect(notified(last)).toEqual(['again Poison'])
    await last.crash()
  })

  test('does not count as a crash when the server stops in good order meanwhile', async () => {
    const first = await openRecovered(folder)
    const { eventUrl } = await beginNotifying(first, { waits: 0.000_01 })
    const id = await deliver(first, eventUrl, { name: 'Ada' })
    await untilRun(first, id, 'waiting')
    await first.crash()
    for (let stop = 0; stop < 4; stop++) {
      const again = await openBackend(folder, () => new Promise(() => {}))
      again.moveClock(MINUTE)
      again.backend.recover().catch(() => {})
      await untilNotified(again, 1)
      // It waits for what is under way, which here never ends.
      again.backend.stop().catch(() => {})
      await pollUntil(
        () => again.store.waits.due({ to: again.clock(), limit: 1 }),
        ([due]) => due?.starts === 0
      )
      await again.crash()
    }
    const last = await openBackend(folder)
    last.moveClock(MINUTE)
    await last.backend.recover()
    expect(await runStatusOf(last, id)).toEqual({ is: 'succeeded' })
    await last.crash()
  })
})

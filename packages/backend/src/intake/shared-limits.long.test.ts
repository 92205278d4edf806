import { blankReceiving } from '@hookwright/model'
import { reuseDatabase } from '@hookwright/store/postgres/testing'
import { expect, onTestFinished, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import type { TestBackend } from '../testing/open-backend.ts'
import { openProcess } from '../testing/open-process.ts'
import { pollUntil } from '../testing/poll-until.ts'
import { sendTo } from '../testing/send.ts'

test('two processes together accept no more events than the limit of an Event URL, and one alone as many', async () => {
  const url = await reuseDatabase()
  const open = () => openProcess(url, { settings: { ratePerSecond: 1_000, burst: 1_000 } })
  const [one, two] = [await open(), await open()]
  onTestFinished(one.end)
  const counts = (processes: number) =>
    pollUntil(
      () => [one, two].slice(0, processes).map(({ store }) => store.processCount('receive')),
      all => all.every(count => count === processes)
    )
  const limits = { ...blankReceiving.limits, perSecond: 1, burst: 10 }
  const drawn = await drawConnector(one.backend, { registers: false, receiving: { limits } })
  const { eventUrl } = await turnOn(one, await addNotifyingFlow(one.backend, drawn, 'one'))
  /**
   * Sends fifteen events to each process in turn. Expects that the processes together accept one burst, plus
   * the events that the rate allows in the meantime.
   */
  const sendTooMany = async (processes: TestBackend[]): Promise<void> => {
    const begunAt = one.clock()
    let accepted = 0
    for (let times = 0; times < 15; times++) {
      for (const process of processes) {
        const { status } = await sendTo(process, eventUrl, { text: '{"name":"Ada"}' })
        if (status === 202) accepted += 1
      }
    }
    const added = ((one.clock() - begunAt) / 1_000) * limits.perSecond
    expect(accepted).toBeGreaterThanOrEqual(limits.burst)
    expect(accepted).toBeLessThanOrEqual(limits.burst + added)
  }
  await counts(2)
  await sendTooMany([one, two])
  await two.end()
  await counts(1)
  one.moveClock(60_000)
  await sendTooMany([one])
})

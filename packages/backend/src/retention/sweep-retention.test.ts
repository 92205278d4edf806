import { DAY, MINUTE } from '@hookwright/model'
import { beforeEach, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { openBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

test('[row 113] values and rows are deleted after their own retention periods; younger ones stay', async () => {
  const one = await openBackend(folder)
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
  const { eventUrl } = await turnOn(one, flowId)
  await one.backend.recover()
  await one.backend.keeping.setRules({ payloadDays: 14, metadataDays: 90, redaction: [] })
  const ran = async (name: string) => {
    const id = await deliver(one, eventUrl, { name })
    await pollUntil(
      () => one.store.runs.find(id),
      run => run?.status.is === 'succeeded'
    )
    return id
  }
  /**
   * Runs sweeps until a delivery and its run are stored as expected. `whole` means with their values, `bare`
   * without them; `gone` means deleted.
   */
  const comesTo = (id: string, wanted: 'whole' | 'bare' | 'gone') =>
    pollUntil(
      async () => {
        one.moveClock(6 * MINUTE)
        const found = await one.store.deliveries.find(id)
        const run = await one.store.runs.find(id)
        if (found === null && run === null) return 'gone'
        if (found?.arrival === null && run?.steps === null) return 'bare'
        return found?.arrival && run?.steps ? 'whole' : 'in part'
      },
      left => left === wanted
    )

  const old = await ran('Ada')
  await comesTo(old, 'whole')
  one.moveClock(13 * DAY)
  const young = await ran('Bea')
  one.moveClock(DAY)
  await comesTo(old, 'bare')
  await comesTo(young, 'whole')
  one.moveClock(77 * DAY)
  await comesTo(old, 'gone')
  await comesTo(young, 'bare')
  await one.crash()
})

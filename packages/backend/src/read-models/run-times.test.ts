import { SECOND } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { acceptingService, openBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

test('[row 109a, 109b, 109c] the history shows the status of a run, its start and its duration', async () => {
  const one = await openBackend(folder, (request, signal) => {
    one.moveClock(5 * SECOND)
    return acceptingService(request, signal)
  })
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
  const { eventUrl } = await turnOn(one, flowId)
  await one.backend.recover()
  const before = one.clock()
  const id = await deliver(one, eventUrl, { name: 'Ada' })
  await pollUntil(
    () => one.store.runs.find(id),
    run => run?.status.is === 'succeeded'
  )
  const [run] = (await one.backend.runs.list({ scope: { flowId }, limit: 10 })).rows
  const { startedAt = 0, finishedAt = null } = run ?? {}
  expect(run?.status).toEqual({ is: 'succeeded' })
  expect(startedAt).toBeGreaterThanOrEqual(before)
  expect((finishedAt ?? 0) - startedAt).toBeGreaterThanOrEqual(5 * SECOND)
  expect(finishedAt).toBeLessThanOrEqual(one.clock())
  const told = (await one.store.runs.find(id))?.steps?.find(({ path }) => path[0] === 'tell')
  expect((told?.to ?? 0) - (told?.from ?? 0)).toBeGreaterThanOrEqual(5 * SECOND)
  await one.crash()
})

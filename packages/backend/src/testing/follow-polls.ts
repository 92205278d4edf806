import type { Id } from '@hookwright/model'
import type { listService } from './list-service.ts'
import { openBackend, type TestBackend } from './open-backend.ts'
import { pollUntil } from './poll-until.ts'

export type ListService = ReturnType<typeof listService>

/** Opens a backend that polls a service. */
export const openPolling = async (
  folder: string,
  { client }: Pick<ListService, 'client'>
): Promise<TestBackend> => {
  const one = await openBackend(folder, client)
  await one.backend.resume()
  await one.backend.recover()
  return one
}

/** Returns the poll plan of a flow that is on. */
export const planOf = async ({ store }: TestBackend, flowId: Id) =>
  store.polls.find((await store.subscriptions.wantedOf(flowId))?.id ?? '')

/** Waits until a flow has been polled this many times, successfully or not. */
export const polled = (one: TestBackend, flowId: Id, turn: number) =>
  pollUntil(
    () => planOf(one, flowId),
    plan => (plan?.turn ?? 0) >= turn
  )

/** Moves the clock to the next poll. */
export const toNextPoll = async (one: TestBackend, flowId: Id): Promise<void> => {
  const nextAt = (await planOf(one, flowId))?.nextAt ?? 0
  one.moveClock(nextAt - one.clock())
}

/** Waits until a service has received this number of records. */
export const waitForRecordCount = (service: ListService, count: number) =>
  pollUntil(
    async () => service.told,
    told => told.length >= count
  )

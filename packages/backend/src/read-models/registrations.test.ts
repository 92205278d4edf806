import type { Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { expect, test } from 'vitest'
import { openListing } from '../testing/listing-service.ts'

/**
 * Registers a flow, then compares it `times` times with the service's list. Each comparison adds an attempt
 * to the log. Returns the operations under test and records of what they read.
 */
const compared = async (times: number) => {
  /** Ids of the runs that were read. */
  const read: Id[] = []
  /** Number of attempts that each query returned. */
  const attempts: number[] = []
  const around = (kept: Store): Store => ({
    ...kept,
    runs: {
      ...kept.runs,
      find: id => {
        read.push(id)
        return kept.runs.find(id)
      }
    },
    subscriptions: {
      ...kept.subscriptions,
      attemptsOf: async id => {
        const all = await kept.subscriptions.attemptsOf(id)
        attempts.push(all.length)
        return all
      }
    }
  })
  const { flowId, isOn, now } = await openListing({ store: around })
  const { backend } = now()
  const { id } = await backend.subscriptions.switchOn(flowId)
  await isOn()
  for (let at = 0; at < times; at += 1) await backend.subscriptions.compare(flowId)
  read.length = 0
  attempts.length = 0
  return { registrations: backend.registrations, id, read, attempts }
}

test('the newest attempts of a registration are read without older ones', async () => {
  const { registrations, id, read, attempts } = await compared(3)
  const shown = await registrations.open(id, { newest: 2 })
  expect(shown.attempts.map(({ attempt }) => attempt.runId)).toEqual(read)
  expect(read).toHaveLength(2)
  expect(attempts).toEqual([])
  expect(shown.attemptCount).toBe(4)

  const whole = await registrations.open(id)
  expect(whole.attempts.slice(-2)).toEqual(shown.attempts)
  expect(whole.attempts.map(({ attempt }) => attempt.kind)).toEqual([
    'registration',
    ...Array.from({ length: 3 }, () => 'reconciliation')
  ])
  expect(whole.attemptCount).toBe(4)
})

test('registrations are listed without times if the caller does not ask for them', async () => {
  const { registrations, id } = await compared(1)
  const times = { receivedAt: null, confirmedAt: expect.any(Number) }
  expect(await registrations.list()).toMatchObject([{ subscription: { id }, ...times }])
  const without = { receivedAt: null, confirmedAt: null }
  expect(await registrations.list({ times: false })).toMatchObject([{ subscription: { id }, ...without }])
})

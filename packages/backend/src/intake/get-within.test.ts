import { Fault, SECOND } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { getWithin } from './get-within.ts'

const url = 'https://keys.acme.example/1.pem'

/** Starts a fetch with a timeout of 3 seconds. `pass` makes the timeout expire, unless it was cancelled. */
const ask = (client: ServiceClient) => {
  let due: (() => void) | null = null
  const effects = {
    clientFor: () => client,
    after: (_: number, act: () => void) => {
      due = act
      return () => {
        due = null
      }
    }
  }
  return { answered: getWithin(effects, url, 3 * SECOND), pass: () => due?.(), isWaiting: () => due !== null }
}

/** Service that does not answer until the request is aborted. */
const silent: ServiceClient = (_, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })

test('a service that does not answer is given up after the timeout', async () => {
  const { answered, pass } = ask(silent)
  pass()
  expect(await answered).toBe('silent')
})

test('an answer in time is returned, and the timer is cleared', async () => {
  const { answered, isWaiting } = ask(async () => ({ status: 200, headers: {}, body: 'key' }))
  expect(await answered).toEqual({ status: 200, headers: {}, body: 'key' })
  expect(isWaiting()).toBe(false)
})

test('another failure is thrown unchanged', async () => {
  const fault = new Fault('event-url.unknown')
  const { answered, isWaiting } = ask(async () => Promise.reject(fault))
  await expect(answered).rejects.toBe(fault)
  expect(isWaiting()).toBe(false)
})

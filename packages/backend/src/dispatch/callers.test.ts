import { expect, test } from 'vitest'
import { CALL_TIME, type CallResult, createCallers } from './callers.ts'

const response = { status: 200, headers: { 'x-a': 'b' }, body: 'hi' }

const open = (most?: number) => {
  const timers = new Set<{ delay: number; act: () => void }>()
  const callers = createCallers({
    effects: {
      after: (delay, act) => {
        const timer = { delay, act }
        timers.add(timer)
        return () => timers.delete(timer)
      }
    },
    ...(most !== undefined && { most })
  })
  const told: CallResult[] = []
  const wait = (id: string) => callers.wait(id, result => told.push(result))
  return { callers, told, timers, wait }
}

test('a caller gets the result of its run once', () => {
  const { callers, told, timers, wait } = open()
  wait('a')
  callers.ended('other', { is: 'succeeded' }, response)
  callers.ended('a', { is: 'running' }, null)
  expect(told).toEqual([])
  callers.ended('a', { is: 'succeeded' }, response)
  callers.ended('a', { is: 'succeeded' }, response)
  expect(told).toEqual([{ is: 'response', response }])
  expect([callers.has('a'), timers.size]).toEqual([false, 0])
})

test('a run without a response is answered as no-response, a cancelled one and one on hold as failed', () => {
  const { callers, told, wait } = open()
  for (const id of ['a', 'b', 'c', 'd']) wait(id)
  callers.ended('a', { is: 'succeeded' }, null)
  callers.ended('b', { is: 'succeeded' }, { greeting: 'hi' })
  callers.ended('c', { is: 'cancelled' }, null)
  callers.ended('d', { is: 'on-hold', why: 'Somebody decides.' } as never, null)
  expect(told.map(({ is }) => is)).toEqual(['no-response', 'no-response', 'failed', 'failed'])
})

test('a caller waits for 30 seconds, and one that disconnects occupies no slot', () => {
  const { callers, told, timers, wait } = open(2)
  const leave = wait('a')
  wait('b')
  expect(callers.isFull()).toBe(true)
  leave()
  expect([callers.isFull(), timers.size]).toEqual([false, 1])
  const [timer] = timers
  expect(timer?.delay).toBe(CALL_TIME)
  timer?.act()
  expect(told).toEqual([{ is: 'timed-out' }])
  callers.ended('b', { is: 'succeeded' }, response)
  expect(told).toHaveLength(1)
})

test('stopping the server answers all callers, also those that come later', () => {
  const { callers, told, wait } = open()
  wait('a')
  callers.stop()
  wait('b')
  expect(told).toEqual([{ is: 'stopping' }, { is: 'stopping' }])
  expect(callers.has('b')).toBe(false)
})

import { describe, expect, test } from 'vitest'
import type { Person } from './person.ts'
import { createSessionWatch } from './session-watch.ts'

const ada: Person = { id: 'p1', name: 'Ada Example', role: 'admin' }

/**
 * Creates a watch over sessions that the test can change, with a manual clock. Each step of the clock is one
 * poll.
 */
const setUp = () => {
  const people = new Map<string, Person>([
    ['a', ada],
    ['b', ada]
  ])
  let timers: (() => void)[] = []
  const watch = createSessionWatch({
    sessions: { look: async token => people.get(token) ?? null },
    after: (_, act) => {
      timers.push(act)
      return () => {
        timers = timers.filter(each => each !== act)
      }
    }
  })
  const ended: string[] = []
  /** Lets all pending promises settle. */
  const settle = () => new Promise(resolve => setImmediate(resolve))
  const wait = (token: string | null) => {
    const stop = new AbortController()
    watch.untilAnother(token, stop.signal).then(why => ended.push(`${token ?? 'none'} ${why}`))
    return () => stop.abort()
  }
  return {
    people,
    watch,
    wait,
    ended,
    timers: () => timers.length,
    settle,
    turn: async () => {
      await settle()
      for (const act of timers.splice(0)) act()
      await settle()
    }
  }
}

describe('the end of a session', () => {
  test('ends every wait for that session at once, and no other', async () => {
    const { watch, wait, ended, timers, settle } = setUp()
    wait('a')
    wait('a')
    wait('b')
    await settle()
    watch.changed('a')
    await settle()
    expect(ended).toEqual(['a another-role', 'a another-role'])
    expect(timers()).toBe(1)
  })

  test('is found by the next poll when nobody reports it', async () => {
    const { people, wait, ended, turn, timers } = setUp()
    wait('a')
    await turn()
    expect(ended).toEqual([])
    people.delete('a')
    await turn()
    expect(ended).toEqual(['a signed-out'])
    expect(timers()).toBe(0)
  })

  test('includes a change of role', async () => {
    const { people, wait, ended, turn } = setUp()
    wait('a')
    people.set('a', { ...ada, role: 'viewer' })
    await turn()
    expect(ended).toEqual(['a another-role'])
  })

  test('is found at once by lookAgain', async () => {
    const { people, watch, wait, ended, settle, timers } = setUp()
    wait('a')
    wait('b')
    await settle()
    people.delete('a')
    watch.lookAgain()
    await settle()
    expect(ended).toEqual(['a signed-out'])
    expect(timers()).toBe(1)
  })

  test('needs no wait: an aborted wait leaves no timer behind', async () => {
    const { wait, ended, timers, settle } = setUp()
    const stop = wait('a')
    stop()
    await settle()
    expect(ended).toEqual(['a aborted'])
    expect(timers()).toBe(0)
  })

  test.each([null, 'unknown'])('is immediate for the token %j', async token => {
    const { wait, ended, settle } = setUp()
    wait(token)
    await settle()
    expect(ended).toEqual([`${token ?? 'none'} signed-out`])
  })
})

import { expect, test } from 'vitest'
import { handleSigterm } from './handle-sigterm.ts'

/** Creates a SIGTERM handler with recorded calls and recorded timers. */
const heeding = () => {
  const done: string[] = []
  const due: { delay: number; act: () => void }[] = []
  const sigterm = handleSigterm({
    close: () => done.push('close'),
    end: () => done.push('end'),
    after: (delay, act) => due.push({ delay, act })
  })
  return { done, due, sigterm }
}

test('a SIGTERM closes the server, and repeated ones within a second are ignored', () => {
  const { done, due, sigterm } = heeding()
  expect(done).toEqual([])
  sigterm()
  sigterm()
  sigterm()
  expect(done).toEqual(['close'])
  expect(due.map(({ delay }) => delay)).toEqual([1_000])
})

test('a later SIGTERM ends the process at once', () => {
  const { done, due, sigterm } = heeding()
  sigterm()
  for (const { act } of due) act()
  expect(done).toEqual(['close'])
  sigterm()
  expect(done).toEqual(['close', 'end'])
})

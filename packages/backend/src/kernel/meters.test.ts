import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMeters, OTHER_CONNECTORS } from './meters.ts'

test('requests are counted by connector and result, and those over the limit in one group', () => {
  const meters = createMeters(2)
  meters.countRequest('hr', 'accepted')
  meters.countRequest('hr', 'accepted')
  meters.countRequest('chat', 'duplicate')
  meters.countRequest('third', 'refused')
  meters.countRequest('fourth', 'refused')
  meters.countRequest('hr', 'filtered')
  const none = { accepted: 0, duplicate: 0, filtered: 0, handshake: 0, refused: 0 }
  expect([...meters.read().requests]).toEqual([
    ['hr', { ...none, accepted: 2, filtered: 1 }],
    ['chat', { ...none, duplicate: 1 }],
    [OTHER_CONNECTORS, { ...none, refused: 2 }]
  ])
})

test('every duration is counted once, at the first bound that is not below it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -10, max: 20_000 })), times => {
      const meters = createMeters()
      for (const time of times) meters.noteAccepted(time)
      const { bounds, counts, sum } = meters.read().accepting
      const known = times.map(time => Math.max(0, time))
      expect(sum).toBe(known.reduce((all, time) => all + time, 0))
      for (const [at, bound] of bounds.entries()) {
        const upTo = counts.slice(0, at + 1).reduce((all, count) => all + count, 0)
        expect(upTo).toBe(known.filter(time => time <= bound).length)
      }
      expect(counts.reduce((all, count) => all + count, 0)).toBe(times.length)
    })
  )
})

test('a run on hold is counted, and its duration only once it has ended', () => {
  const meters = createMeters()
  meters.countRun({ status: { is: 'on-hold', why: 'A service is down.' }, startedAt: 0, finishedAt: 5 })
  meters.countRun({ status: { is: 'succeeded' }, startedAt: 0, finishedAt: 7_200_000 })
  expect([...meters.read().runs]).toEqual([
    ['on-hold', 1],
    ['succeeded', 1]
  ])
  expect(meters.read().running).toMatchObject({ sum: 7_200_000 })
  expect(meters.read().running.counts.at(-1)).toBe(1)
})

test('an attempt without a known start has an outcome, but no duration', () => {
  const meters = createMeters()
  meters.countAttempt('renewal', 'failed', null)
  meters.countAttempt('renewal', 'failed', 70)
  const { attempts, attempting } = meters.read()
  expect(attempts).toEqual([{ kind: 'renewal', outcome: 'failed', count: 2 }])
  expect(attempting.get('renewal')?.sum).toBe(70)
})

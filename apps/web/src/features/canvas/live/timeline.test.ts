import type { Step } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flowOf, put } from '../testing/flow-of.ts'
import { createLivePlayer, liveTimes } from './live-player.ts'
import { createPlayer } from './player.ts'
import { type CardSight, sightAt } from './sight.ts'
import { type TimelineStep, timeAt, timelineOf, times } from './timeline.ts'

const flow = flowOf(
  [
    put('compose', 'start'),
    put('if-else', 'if', {
      blocks: [
        { id: 'yes', strip: ['one', 'two'], joins: {} },
        { id: 'no', strip: ['three'], joins: {} }
      ]
    }),
    put('compose', 'last')
  ],
  [put('compose', 'one'), put('compose', 'two'), put('compose', 'three')]
)

const step = (path: string[], from: number, to: number, status: Step['status'] = 'succeeded'): Step => ({
  path,
  status,
  from,
  to
})

const steps: Step[] = [
  step(['start'], 0, 3),
  step(['if'], 3, 420),
  step(['if', 'one'], 4, 410),
  step(['if', 'two'], 410, 420),
  step(['last'], 420, 690)
]

const whole = timelineOf({ runId: 'r', flow, steps, status: 'succeeded' })

describe('the timeline of a run', () => {
  test('maps a time of the run to its position, in proportion between moments', () => {
    expect(timeAt(whole, -1)).toBe(0)
    expect(timeAt(whole, whole.took)).toBe(whole.lasts)
    const before = whole.moments.findLast(({ ms }) => ms <= 500) ?? { ms: 0, at: 0 }
    const after = whole.moments.find(({ ms }) => ms > 500) ?? { ms: 0, at: 0 }
    expect(after.at).toBeGreaterThan(before.at)
    expect(timeAt(whole, before.ms)).toBe(before.at)
    expect(timeAt(whole, (before.ms + after.ms) / 2)).toBeCloseTo((before.at + after.at) / 2)
  })

  test('runs from card to card through the lane taken, and skips the other lane', () => {
    expect(whole.moments.flatMap(moment => (moment.is === 'start' ? moment.segment : []))).toEqual([
      'start->start',
      'start->if',
      'if->one',
      'one->two',
      'if->last'
    ])
    const { cards, rail } = sightAt(whole, whole.lasts)
    expect(cards.get('three')).toEqual({ is: 'skipped' })
    expect(rail.get('if->three')).toBe('dim')
    expect(rail.get('two->if')).toBe('done')
    expect(cards.get('one')).toEqual({ is: 'done', took: 406 })
  })

  test('reaches no moment before an earlier one', () => {
    for (const [at, moment] of whole.moments.entries()) {
      expect(moment.at).toBeGreaterThanOrEqual(whole.moments[at - 1]?.at ?? 0)
    }
  })

  test('of a run in progress ends at the running card', () => {
    const open = steps
      .slice(0, 3)
      .map(
        (each): TimelineStep =>
          each.path.at(-1) === 'start' ? each : { ...each, to: null, status: 'running' }
      )
    const timeline = timelineOf({ runId: 'r', flow, steps: open, status: 'running' })
    const { cards, over } = sightAt(timeline, timeline.lasts)
    expect(Object.fromEntries(cards)).toEqual({
      start: { is: 'done', took: 3 },
      if: { is: 'running' },
      one: { is: 'running' },
      two: { is: 'next' }
    })
    expect(over).toBeNull()
  })
})

/** Generator of random traces of the flow: any number of steps, each with a random end. */
const traces = fc
  .record({
    count: fc.integer({ min: 0, max: steps.length }),
    status: fc.constantFrom<Step['status']>('succeeded', 'failed', 'stopped', 'skipped'),
    took: fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 5, maxLength: 5 })
  })
  .map(({ count, status, took }) => {
    let at = 0
    return steps.slice(0, count).map((each, index): Step => {
      const from = at
      at += took[index] ?? 0
      return { ...each, from, to: at, status: index === count - 1 ? status : 'succeeded' }
    })
  })

const expectedOf = (trace: Step[]): Record<string, CardSight['is']> =>
  Object.fromEntries(trace.map(({ path, status }) => [path.at(-1), status === 'succeeded' ? 'done' : status]))

const frames = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 40 })

describe('a player', () => {
  test('ends in the same state at any frame rate', () => {
    fc.assert(
      fc.property(traces, frames, (trace, waits) => {
        let now = 0
        const player = createPlayer({ clock: () => now })
        const timeline = timelineOf({ runId: 'r', flow, steps: trace, status: 'succeeded' })
        player.play(timeline, { least: 0, most: 3_000 })
        for (const wait of waits) {
          now += wait
          player.look()
        }
        now += 10_000
        const { cards, over } = player.look()
        expect(over).toBe('succeeded')
        const states = Object.fromEntries([...cards].map(([id, { is }]) => [id, is]))
        expect(states).toMatchObject(expectedOf(trace))
        expect(player.isDone()).toBe(true)
      }),
      { numRuns: 60 }
    )
  })

  test('never changes a card that has ended', () => {
    fc.assert(
      fc.property(
        traces,
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: 0, max: 500 }),
        (trace, at, more) => {
          const timeline = timelineOf({ runId: 'r', flow, steps: trace, status: 'succeeded' })
          const before = sightAt(timeline, at).cards
          const after = sightAt(timeline, at + more).cards
          for (const [id, sight] of before) if ('took' in sight) expect(after.get(id)).toEqual(sight)
        }
      ),
      { numRuns: 60 }
    )
  })

  test('shows the end of a running card as soon as it is known', () => {
    let now = 0
    const player = createPlayer({ clock: () => now })
    const begun: TimelineStep[] = [{ path: ['start'], status: 'running', from: 0, to: null }]
    player.play(timelineOf({ runId: 'r', flow, steps: begun, status: 'running' }), { least: 0, most: 3_000 })
    now = 2_000
    expect(player.look().cards.get('start')).toEqual({ is: 'running' })
    player.feed(whole)
    expect(player.look().cards.get('start')).toEqual({ is: 'done', took: 3 })
    expect(player.look().cards.get('last')).toBeUndefined()
  })
})

describe('the player of live runs', () => {
  const named = (runId: string) => timelineOf({ runId, flow, steps, status: 'succeeded' })

  test('merges runs within 240 ms into one, with their count', () => {
    let now = 0
    const player = createLivePlayer({ clock: () => now })
    player.came(named('a'), 1)
    now = times.arrive
    player.came(named('b'), 1)
    player.came(named('c'), 3)
    expect(player.look().runId).toBe('a')
    now += liveTimes.merge
    expect(player.look()).toMatchObject({ runId: 'c', count: 4 })
  })

  test('glows steadily above ten events a second, and stops two seconds after the last one', () => {
    let now = 0
    const player = createLivePlayer({ clock: () => now })
    for (let at = 0; at < 20; at++) {
      now += 20
      player.came(named(`r${at}`), 1)
    }
    expect(player.look()).toMatchObject({ isSteady: true, count: 20, comet: null, runId: 'r19' })
    now += 60_000
    player.look()
    now += 60_000
    player.look()
    now += 60_000
    expect(player.look().cards.size).toBe(0)
    expect(player.isMoving()).toBe(false)
  })
})

import { describe, expect, test } from 'vitest'
import { checkHistory } from './check-history.ts'
import type { FirstRun, History, Recorded, Seen, Sent, StoredSubscription } from './history.ts'

/** Two successful deliveries: one without an effect, one with an effect that was in progress at a kill. */
const plain: Sent = {
  id: 'p',
  body: Buffer.from('{"id":"p"}'),
  life: 0,
  acked: true,
  effect: false,
  once: false,
  lane: null
}
const told: Sent = { ...plain, id: 't', body: Buffer.from('{"id":"t"}'), effect: true }
const ranPlain: FirstRun = { id: 'run-p', delivery: 1, status: 'succeeded', life: 0 }
const ranTold: FirstRun = { id: 'run-t', delivery: 2, status: 'succeeded', life: 1 }
const seen: Seen = { key: 'run-t/effect', body: '{"id":"t"}', id: 't', life: 0 }
const ended: Recorded = { run: 'run-t', key: null, kill: 1 }

const good: History = {
  sent: [plain, told],
  kept: [
    { row: 1, id: 'p', body: Buffer.from('{"id":"p"}'), status: 'done' },
    { row: 2, id: 't', body: Buffer.from('{"id":"t"}'), status: 'done' }
  ],
  runs: [ranPlain, ranTold],
  effects: [seen, { ...seen, life: 1 }],
  recorded: [{ run: 'run-p', key: null, kill: 0 }, ended],
  subscriptions: [],
  there: [],
  integrity: ['ok', 'ok']
}

const judged = (parts: Partial<History>) => {
  const { lost, doubled, unowned, odd } = checkHistory({ ...good, ...parts })
  return { lost: lost.length, doubled: doubled.length, unowned: unowned.length, odd: odd.length }
}
const fine = { lost: 0, doubled: 0, unowned: 0, odd: 0 }

test('a correct history passes, even if an effect in progress at a kill was repeated', () => {
  expect(checkHistory(good)).toEqual({
    acked: 2,
    onHold: 0,
    filtered: 0,
    lost: [],
    doubled: [],
    unowned: [],
    odd: []
  })
})

test('a delivery without an ack may be missing, but once stored it has to run', () => {
  const sent = [{ ...plain, acked: false }, told]
  expect(judged({ sent })).toEqual(fine)
  expect(judged({ sent, kept: good.kept.slice(1), runs: [ranTold] })).toEqual(fine)
  expect(judged({ sent, runs: [ranTold] })).toEqual({ ...fine, odd: 1 })
})

describe('an acked delivery is lost', () => {
  test.each<[string, Partial<History>]>([
    ['when it is not in the file', { kept: good.kept.slice(1), runs: [ranTold] }],
    [
      'when one byte of it is another',
      { kept: [{ row: 1, id: 'p', body: Buffer.from('{"id":"p" }'), status: 'done' }, ...good.kept.slice(1)] }
    ],
    [
      'when its body is gone',
      { kept: [{ row: 1, id: 'p', body: null, status: 'done' }, ...good.kept.slice(1)] }
    ],
    ['when it was never run', { runs: [ranTold] }],
    [
      'when it is still accepted although it ran',
      {
        kept: [
          { row: 1, id: 'p', body: Buffer.from('{"id":"p"}'), status: 'accepted' },
          ...good.kept.slice(1)
        ]
      }
    ],
    ['when its run never ended', { runs: [{ ...ranPlain, status: 'running' }, ranTold] }],
    ['when its run failed', { runs: [{ ...ranPlain, status: 'failed' }, ranTold] }],
    ['when its effect was never seen', { effects: [] }],
    [
      'when it is put on hold after fewer than three kills',
      { runs: [{ ...ranPlain, status: 'on-hold', life: 2 }, ranTold] }
    ]
  ])('%s', (_, parts) => {
    expect(judged(parts)).toEqual({ ...fine, lost: 1 })
  })
})

test('a delivery that was in progress at three kills may be put on hold', () => {
  const runs = [{ ...ranPlain, status: 'on-hold', life: 3 }, ranTold]
  expect(checkHistory({ ...good, runs })).toMatchObject({ onHold: 1, lost: [], odd: [] })
})

describe('a delivery is a duplicate', () => {
  test.each<[string, Partial<History>]>([
    ['when it has two first runs', { runs: [...good.runs, { ...ranPlain, id: 'run-p2' }] }],
    [
      'when it has two first runs and was not acked',
      {
        sent: [{ ...plain, acked: false }, told],
        runs: [...good.runs, { ...ranPlain, id: 'run-p2' }]
      }
    ],
    [
      'when it is kept twice',
      {
        kept: [...good.kept, { row: 3, id: 'p', body: null, status: 'done' }]
      }
    ],
    [
      'when an effect is done again that the journal said had ended',
      {
        recorded: [{ run: 'run-t', key: 'run-t/effect', kill: 0 }]
      }
    ],
    ['when an effect is done again although its run had ended', { recorded: [{ ...ended, kill: 0 }] }],
    ['when an effect is done twice without a kill between', { effects: [seen, seen] }],
    [
      'when its effect is done under another key',
      { effects: [seen, { ...seen, key: 'run-t2/effect', life: 1 }] }
    ]
  ])('%s', (_, parts) => {
    expect(judged(parts)).toEqual({ ...fine, doubled: 1 })
  })
})

describe('a history is odd', () => {
  test.each<[string, Partial<History>]>([
    [
      'when an effect is done again with another body',
      { effects: [seen, { ...seen, life: 1, body: '{"id":"t","n":2}' }] }
    ],
    ['when SQLite finds the file broken', { integrity: ['ok', 'row 7 missing from index'] }],
    [
      'when a row holds what nobody sent',
      { kept: [...good.kept, { row: 3, id: 'x', body: null, status: 'done' }] }
    ],
    [
      'when the service sees what nobody sent',
      { effects: [...good.effects, { ...seen, id: 'x', key: 'run-x/effect' }] }
    ]
  ])('%s', (_, parts) => {
    expect(judged(parts)).toEqual({ ...fine, odd: 1 })
  })
})

describe('a delivery sent again under its id', () => {
  const again: Sent = { ...told, once: true, acked: false }
  const sent = [plain, again, { ...again, life: 1, acked: true }]
  const duplicate = { row: 3, id: 't', body: null, status: 'duplicate' }

  test('is stored as a duplicate or not at all, and runs once', () => {
    expect(judged({ sent })).toEqual(fine)
    expect(judged({ sent, kept: [...good.kept, duplicate] })).toEqual(fine)
  })

  test('is lost when one of its acks has no row', () => {
    expect(judged({ sent: sent.map(each => ({ ...each, acked: true })) })).toEqual({ ...fine, lost: 1 })
  })

  test('is a duplicate when it is stored twice as new', () => {
    const kept = [...good.kept, { ...duplicate, status: 'done' }]
    expect(judged({ sent, kept })).toEqual({ ...fine, doubled: 1 })
  })

  test('is odd as a duplicate when no id was declared', () => {
    expect(judged({ kept: [...good.kept, duplicate] })).toEqual({ ...fine, odd: 1 })
  })
})

test('a filtered delivery does not run, and may be sent again', () => {
  const kept = [
    ...good.kept.slice(1),
    { row: 1, id: 'p', body: Buffer.from('{"id":"p"}'), status: 'filtered' }
  ]
  expect(checkHistory({ ...good, kept, runs: [ranTold] })).toMatchObject({ filtered: 1, lost: [], odd: [] })
  const again = { row: 3, id: 'p', body: Buffer.from('{"id":"p"}'), status: 'done' }
  const sent = [{ ...plain, once: true }, { ...plain, once: true }, told]
  const runs = [{ ...ranPlain, delivery: 3 }, ranTold]
  expect(judged({ sent, kept: [...kept, again], runs })).toEqual(fine)
})

describe('deliveries of one lane', () => {
  const lane = 'a'
  const sent = [
    { ...plain, effect: true, lane },
    { ...told, lane }
  ]
  const first: Seen = { key: 'run-p/effect', body: '{"id":"p"}', id: 'p', life: 0 }

  test('take effect in the order they were stored, and the one in progress at a kill may do so twice', () => {
    expect(judged({ sent, effects: [first, seen] })).toEqual(fine)
    expect(
      judged({ sent, recorded: [], effects: [first, { ...first, life: 1 }, { ...seen, life: 1 }] })
    ).toEqual(fine)
  })

  test('are odd when the later one takes effect first', () => {
    expect(judged({ sent, effects: [seen, first] })).toEqual({ ...fine, odd: 1 })
    expect(judged({ sent: sent.map(each => ({ ...each, lane: null })), effects: [seen, first] })).toEqual(
      fine
    )
  })
})

describe('a subscription', () => {
  const on: StoredSubscription = {
    id: 's1',
    flow: 'f1',
    status: 'on',
    how: null,
    wanted: true,
    owned: false,
    registers: true,
    url: 'u1'
  }
  const ended: StoredSubscription = {
    ...on,
    id: 's2',
    url: 'u2',
    status: 'ended',
    how: 'timed-out',
    wanted: false
  }

  test.each<[string, Partial<History>]>([
    ['that is on is at the service', { subscriptions: [on], there: ['u1'] }],
    ['that no service was asked for is not', { subscriptions: [{ ...on, registers: false }], there: [] }],
    ['that may be there is owned by an entry', { subscriptions: [{ ...ended, owned: true }], there: ['u2'] }],
    ['that may be there is uncertain', { subscriptions: [{ ...ended, how: 'uncertain' }], there: ['u2'] }],
    ['that is nowhere needs nobody', { subscriptions: [ended], there: [] }]
  ])('%s', (_, parts) => {
    expect(judged(parts)).toEqual(fine)
  })

  test.each<[string, Partial<History>]>([
    ['on and not at the service', { subscriptions: [on], there: [] }],
    ['there and over, and nobody owns it', { subscriptions: [ended], there: ['u2'] }],
    ['there and known to nobody', { subscriptions: [], there: ['u3'] }],
    [
      'wanted beside another one',
      { subscriptions: [on, { ...on, id: 's3', url: 'u3' }], there: ['u1', 'u3'] }
    ],
    ['there twice', { subscriptions: [on], there: ['u1', 'u1'] }]
  ])('is unowned: %s', (_, parts) => {
    expect(judged(parts)).toEqual({ ...fine, unowned: 1 })
  })
})

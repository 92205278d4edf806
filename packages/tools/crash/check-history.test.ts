import { describe, expect, test } from 'vitest'
import { checkHistory } from './check-history.mjs'
import type { FirstRun, History, Recorded, Seen, Sent } from './history.mjs'

/** Two deliveries that went well: one without an effect, one with an effect that a kill found under way. */
const plain: Sent = { id: 'p', flow: 'plain', body: Buffer.from('{"id":"p"}'), life: 0, acked: true }
const told: Sent = { id: 't', flow: 'effect', body: Buffer.from('{"id":"t"}'), life: 0, acked: true }
const ranPlain: FirstRun = { id: 'run-p', delivery: 1, status: 'succeeded', life: 0 }
const ranTold: FirstRun = { id: 'run-t', delivery: 2, status: 'succeeded', life: 1 }
const seen: Seen = { key: 'run-t/effect', body: '{"id":"t"}', id: 't', life: 0 }
const ended: Recorded = { run: 'run-t', key: null, kill: 1 }

const good: History = {
  sent: [plain, told],
  kept: [
    { row: 1, id: 'p', body: plain.body },
    { row: 2, id: 't', body: told.body }
  ],
  runs: [ranPlain, ranTold],
  effects: [seen, { ...seen, life: 1 }],
  recorded: [{ run: 'run-p', key: null, kill: 0 }, ended],
  integrity: ['ok', 'ok']
}

const judged = (parts: Partial<History>) => {
  const { lost, doubled, odd } = checkHistory({ ...good, ...parts })
  return { lost: lost.length, doubled: doubled.length, odd: odd.length }
}
const fine = { lost: 0, doubled: 0, odd: 0 }

test('a history in which all went well is good, the effect under way at a kill done again', () => {
  expect(checkHistory(good)).toEqual({ acked: 2, parked: 0, lost: [], doubled: [], odd: [] })
})

test('a delivery that was not acked may be kept or not, but what is kept has to run', () => {
  const sent = [{ ...plain, acked: false }, told]
  expect(judged({ sent })).toEqual(fine)
  expect(judged({ sent, kept: good.kept.slice(1), runs: [ranTold] })).toEqual(fine)
  expect(judged({ sent, runs: [ranTold] })).toEqual({ ...fine, odd: 1 })
})

describe('a delivery that was acked is lost', () => {
  test.each<[string, Partial<History>]>([
    ['when it is not in the file', { kept: good.kept.slice(1), runs: [ranTold] }],
    [
      'when one byte of it is another',
      { kept: [{ row: 1, id: 'p', body: Buffer.from('{"id":"p" }') }, ...good.kept.slice(1)] }
    ],
    ['when its body is gone', { kept: [{ row: 1, id: 'p', body: null }, ...good.kept.slice(1)] }],
    ['when it was never run', { runs: [ranTold] }],
    ['when its run never ended', { runs: [{ ...ranPlain, status: 'running' }, ranTold] }],
    ['when its run failed', { runs: [{ ...ranPlain, status: 'failed' }, ranTold] }],
    ['when its effect was never seen', { effects: [] }],
    [
      'when it is parked after fewer than three kills',
      { runs: [{ ...ranPlain, status: 'parked', life: 2 }, ranTold] }
    ]
  ])('%s', (_, parts) => {
    expect(judged(parts)).toEqual({ ...fine, lost: 1 })
  })
})

test('a delivery that three kills found under way may be parked', () => {
  const runs = [{ ...ranPlain, status: 'parked', life: 3 }, ranTold]
  expect(checkHistory({ ...good, runs })).toMatchObject({ parked: 1, lost: [], odd: [] })
})

describe('a delivery is doubled', () => {
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
        kept: [...good.kept, { row: 3, id: 'p', body: plain.body }]
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

describe('it is odd', () => {
  test.each<[string, Partial<History>]>([
    [
      'when an effect is done again with another body',
      { effects: [seen, { ...seen, life: 1, body: '{"id":"t","n":2}' }] }
    ],
    ['when SQLite finds the file broken', { integrity: ['ok', 'row 7 missing from index'] }],
    ['when a row holds what nobody sent', { kept: [...good.kept, { row: 3, id: 'x', body: null }] }],
    [
      'when the service sees what nobody sent',
      { effects: [...good.effects, { ...seen, id: 'x', key: 'run-x/effect' }] }
    ]
  ])('%s', (_, parts) => {
    expect(judged(parts)).toEqual({ ...fine, odd: 1 })
  })
})

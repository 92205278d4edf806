import type { SuspendedRun, Wait } from '@hookwright/engine'
import type { RunRow } from '@hookwright/store'
import { expect, test } from 'vitest'
import type { Sealer } from '../kernel/effects.ts'
import { type JournalKeeping, type JournalRows, openJournal } from './durable-journal.ts'

const sealer: Sealer = {
  seal: text => Buffer.from(text).reverse(),
  open: sealed => Buffer.from(sealed).reverse().toString(),
  isCurrent: () => true
}

const keeping: JournalKeeping = {
  store: { runs: { intend: async () => {}, record: async () => {} } },
  sealer,
  strict: false,
  refuse: () => null
}

const run: RunRow = {
  id: 'r',
  kind: 'flow',
  flowId: 'f',
  subscriptionId: null,
  deliveryId: null,
  recordIndex: null,
  revisionId: null,
  replayOf: null,
  replay: null,
  status: { is: 'running' },
  startedAt: 0,
  finishedAt: null,
  steps: null,
  result: null
}

test('a run that is suspended at several steps has the state of each when it continues', () => {
  const retry: Wait = {
    until: 9_000,
    tries: [{ at: 1_000, status: 503, message: 'Busy.' }],
    used: 1,
    waitsFor: {
      is: 'retry',
      card: 'Tell',
      tried: 1,
      of: 9,
      cause: 'the service answered 503',
      byService: false
    }
  }
  const time: Wait = {
    until: 7_000,
    tries: [],
    used: 0,
    waitsFor: { is: 'time', card: 'Wait For', since: 0 }
  }
  const suspended: SuspendedRun = {
    status: {
      is: 'waiting',
      until: 7_000,
      at: ['each', 0, 'wait'],
      waitsFor: { is: 'time', card: 'Wait For', since: 0 }
    },
    at: ['each', 0, 'wait'],
    wait: time,
    others: [{ at: ['each', 1, 'tell'], wait: retry }],
    steps: [],
    draws: [{ path: ['now'], outputs: { output: '2026-01-02T03:04:05.678Z' } }]
  }
  const { draws, wait, others = [] } = openJournal(keeping, run, new Map()).entriesOf(suspended)
  const rows: JournalRows = new Map(
    [...draws, ...(wait === null ? [] : [wait]), ...others].map(({ key, result }) => [
      key,
      { safe: true, result }
    ])
  )
  const journal = openJournal(keeping, run, rows)
  expect(journal.waitAt(['each', 0, 'wait'])).toEqual(time)
  expect(journal.waitAt(['each', 1, 'tell'])).toEqual(retry)
  expect(journal.waitAt(['each', 2, 'tell'])).toBeUndefined()
  expect(journal.recall(['now'])).toEqual({ outputs: { output: '2026-01-02T03:04:05.678Z' } })
  expect(journal.recall(['each', 1, 'tell'])).toBeUndefined()
})

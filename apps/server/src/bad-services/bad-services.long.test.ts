import { appendFileSync } from 'node:fs'
import { afterAll, describe, expect, inject, test } from 'vitest'
import type { Behaviour } from './behaviour.ts'
import { connectionBehaviours } from './connection-behaviours.ts'
import { endOf, historyOf, wrongWith } from './judge.ts'
import { statusBehaviours } from './status-behaviours.ts'
import { subscriptionBehaviours } from './subscription-behaviours.ts'
import { type Act, tryAct } from './try-act.ts'
import { wireBehaviours } from './wire-behaviours.ts'

declare module 'vitest' {
  interface ProvidedContext {
    behaviours: 'few' | 'all'
    /**
     * File to which each test adds a line for the history checker (`packages/tools/history`); empty for none.
     */
    histories?: string
  }
}

/** All known misbehaviours of services, including some with which both acts succeed. */
export const behaviours: Behaviour[] = [
  ...wireBehaviours,
  ...statusBehaviours,
  ...connectionBehaviours,
  ...subscriptionBehaviours
]

const isLong = inject('behaviours') === 'all'
const histories = inject('histories') ?? ''
/** Behaviours that are fast enough for every test run. */
const few = ['accepts and never answers', 'answers 301 to what changes something']

const acts: [Act, string][] = [
  ['turnOn', 'turned on'],
  ['turnOff', 'turned off']
]
const chosen = acts.flatMap(([act, word]) =>
  behaviours
    .filter(behaviour => behaviour[act] !== null && (isLong || few.includes(behaviour.name)))
    .map((behaviour): [string, string, Act, Behaviour] => [behaviour.name, word, act, behaviour])
)

/** One line per tested act, printed at the end: “behaviour · act · result · seconds · error message”. */
const table: string[] = []
const unhandled: unknown[] = []
const note = (thrown: unknown): void => {
  unhandled.push(thrown)
}
process.on('unhandledRejection', note)
afterAll(() => {
  process.off('unhandledRejection', note)
  if (isLong)
    process.stdout.write(`${table.toSorted().join('\n')}\n${chosen.length} acts against bad services.\n`)
  expect(unhandled).toEqual([])
})

describe.concurrent('a service that', () => {
  test.each(chosen)('%s, when a flow is %s, leaves nothing unowned', async (name, word, act, behaviour) => {
    const outcome = await tryAct(behaviour, act)
    const seconds = (outcome.took / 1000).toFixed(0)
    table.push(`${name} · ${word} · ${endOf(outcome, act)} · ${seconds} s · ${outcome.fault?.message ?? ''}`)
    if (histories !== '') appendFileSync(histories, `${JSON.stringify(historyOf(outcome))}\n`)
    expect(wrongWith(behaviour, act, outcome)).toEqual([])
  })
})

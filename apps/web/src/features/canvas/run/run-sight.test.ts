import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog, viewOf } from '@hookwright/engine'
import { pill, type Step, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { flowOf, put } from '../testing/flow-of.ts'
import { aloneRunOf, openRunSight, type ShownRuns, shownOutputsOf } from './run-sight.ts'
import type { ShownRun } from './run-view.ts'

const flow = flowOf([
  put('now', 'now'),
  put('compose', 'say', { inputs: { text: text('It is ', pill('now', 'output')) } })
])
const view = viewOf(flow, cardSpecs, emptyCatalog)
const step = (id: string, output: string, parts: Partial<Step> = {}): Step => ({
  path: [id],
  status: 'succeeded',
  from: 1,
  to: 4,
  outputs: { output },
  ...parts
})
const run: ShownRun = {
  flow,
  steps: [step('now', 'noon'), step('say', 'It is noon')],
  given: {},
  result: null
}
const past: ShownRun = { ...run, past: 'r1' }
const seen = (parts: Partial<ShownRuns>): ShownRuns => ({
  shown: null,
  alone: new Map(),
  pinned: new Map(),
  values: true,
  ...parts
})
const said = (steps: Step[]) => aloneRunOf({ flow, card: 'say', inputs: { text: 'It is late' }, steps })

test('a run started here marks the cards, and a past one shows values only', () => {
  const look = openRunSight()
  expect([...look(view, seen({ shown: run })).marks.keys()]).toEqual(['now', 'say'])
  const { marks, values } = look(view, seen({ shown: past }))
  expect(marks.size).toBe(0)
  expect(values.get('say')).toEqual({ inputs: { text: 'It is noon' }, outputs: { output: 'It is noon' } })
})

test('the last run of an edited flow marks the cards it reached, while values are shown', () => {
  const look = openRunSight()
  const skipped = { ...step('say', ''), status: 'skipped' as const }
  const last: ShownRun = { ...past, steps: [step('now', 'noon'), skipped], marked: true }
  expect([...look(view, seen({ shown: last })).marks]).toEqual([['now', { is: 'succeeded', took: 3 }]])
  expect(look(view, seen({ shown: last, values: false })).marks.size).toBe(0)
})

test('with values hidden no field shows one', () => {
  const look = openRunSight()
  for (const shown of [run, past]) expect(look(view, seen({ shown, values: false })).values.size).toBe(0)
})

test('a card run alone is marked and shows its own values, even when values are hidden', () => {
  const look = openRunSight()
  const alone = new Map([['say', said([step('say', 'It is late')])]])
  const own = { inputs: { text: 'It is late' }, outputs: { output: 'It is late' } }
  const shown = look(view, seen({ shown: past, alone }))
  expect([...shown.marks]).toEqual([['say', { is: 'succeeded', took: 3 }]])
  expect(shown.values.get('say')).toEqual(own)
  expect(shown.values.get('now')?.outputs).toEqual({ output: 'noon' })
  expect([...look(view, seen({ shown: past, alone, values: false })).values]).toEqual([['say', own]])
})

test('a card that failed when run alone shows the reason and no new outputs', () => {
  const fault = { code: 'card.failed' as const, message: 'No.', details: {} }
  const failed = said([{ path: ['say'], status: 'failed', from: 0, to: 1, fault }])
  expect(failed.marks.get('say')).toEqual({ is: 'failed', took: 1, message: 'No.' })
  expect(shownOutputsOf(seen({ shown: past, alone: new Map([['say', failed]]) })).get('say')).toEqual({
    output: 'It is noon'
  })
})

test('the output of a card run alone feeds the cards after it', () => {
  const early = aloneRunOf({ flow, card: 'now', inputs: {}, steps: [step('now', 'midnight')] })
  const { values } = openRunSight()(view, seen({ shown: past, alone: new Map([['now', early]]) }))
  expect(values.get('say')?.inputs).toEqual({ text: 'It is midnight' })
})

test('a pinned output takes precedence over other outputs, feeds the cards after it, and is marked', () => {
  const look = openRunSight()
  const early = aloneRunOf({ flow, card: 'now', inputs: {}, steps: [step('now', 'midnight')] })
  const pinned = new Map([['now', { output: 'dawn' }]])
  for (const parts of [{ shown: run }, { shown: past }, { alone: new Map([['now', early]]) }, {}]) {
    const { marks, values } = look(view, seen({ ...parts, pinned }))
    expect(marks.get('now')).toEqual({ is: 'pinned' })
    expect(values.get('say')?.inputs).toEqual({ text: 'It is dawn' })
  }
  expect(look(view, seen({ pinned: null })).values.size).toBe(0)
})

import { cardSpecs } from '@hookwright/cards'
import { noSurroundings, viewOf } from '@hookwright/engine'
import { pill, type Step, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { flowOf, put } from '../testing/flow-of.ts'
import { aloneRunOf, gaveLast, openRunSight, type SeenRuns } from './run-sight.ts'
import type { ShownRun } from './run-view.ts'

const flow = flowOf([
  put('now', 'now'),
  put('compose', 'say', { inputs: { text: text('It is ', pill('now', 'output')) } })
])
const view = viewOf(flow, cardSpecs, noSurroundings)
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
const seen = (parts: Partial<SeenRuns>): SeenRuns => ({
  shown: null,
  alone: new Map(),
  pinned: new Map(),
  values: true,
  ...parts
})
const said = (steps: Step[]) => aloneRunOf({ flow, card: 'say', inputs: { text: 'It is late' }, steps })

test('a run from here marks the cards, and a past one only says what they gave', () => {
  const look = openRunSight()
  expect([...look(view, seen({ shown: run })).marks.keys()]).toEqual(['now', 'say'])
  const { marks, values } = look(view, seen({ shown: past }))
  expect(marks.size).toBe(0)
  expect(values.get('say')).toEqual({ inputs: { text: 'It is noon' }, outputs: { output: 'It is noon' } })
})

test('the last run of a flow that is edited marks the cards that it reached, as long as values are shown', () => {
  const look = openRunSight()
  const skipped = { ...step('say', ''), status: 'skipped' as const }
  const last: ShownRun = { ...past, steps: [step('now', 'noon'), skipped], marked: true }
  expect([...look(view, seen({ shown: last })).marks]).toEqual([['now', { is: 'succeeded', took: 3 }]])
  expect(look(view, seen({ shown: last, values: false })).marks.size).toBe(0)
})

test('without values nothing stands under the fields', () => {
  const look = openRunSight()
  for (const shown of [run, past]) expect(look(view, seen({ shown, values: false })).values.size).toBe(0)
})

test('a card that was run by itself is marked and shows its own values, whether others do or not', () => {
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
  expect(gaveLast(seen({ shown: past, alone: new Map([['say', failed]]) })).get('say')).toEqual({
    output: 'It is noon'
  })
})

test('what one card gave by itself feeds those behind it', () => {
  const early = aloneRunOf({ flow, card: 'now', inputs: {}, steps: [step('now', 'midnight')] })
  const { values } = openRunSight()(view, seen({ shown: past, alone: new Map([['now', early]]) }))
  expect(values.get('say')?.inputs).toEqual({ text: 'It is midnight' })
})

test('what is pinned to a card comes before what it gave, feeds those behind it, and is said on it', () => {
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

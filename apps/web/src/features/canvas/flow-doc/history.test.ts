import { applyEdit, type Edit, emptyFlow, type Flow } from '@hookwright/model'
import { anyFlow, deepFreeze, editsFor } from '@hookwright/model/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endTyping, freshHistory, type History, MAX_STEPS, record, redo, undo } from './history.ts'

const times = (count: number, act: (history: History) => History, history: History): History =>
  count === 0 ? history : times(count - 1, act, act(history))

/** A flow and edits of it, each applied to the result of the one before. */
const flowAndEdits = anyFlow.chain(flow =>
  fc.tuple(fc.constant(flow), fc.array(editsFor(flow), { minLength: 12, maxLength: 30 }))
)

const drawn = (flow: Flow, edits: Edit[]): History =>
  edits.reduce((history, edit, index) => {
    const edited = applyEdit(history.flow, edit)
    return edited.ok ? record(history, { label: `step ${index}`, flow: edited.flow }) : history
  }, freshHistory(flow))

describe('undo and redo', () => {
  test('of any mixed edits come back to the start, then to the end, exactly', () => {
    fc.assert(
      fc.property(flowAndEdits, ([flow, edits]) => {
        const start = structuredClone(flow)
        const history = drawn(deepFreeze(flow), edits)
        const end = structuredClone(history.flow)
        const steps = history.past.length
        const back = times(steps, undo, history)
        expect(back.flow).toEqual(start)
        expect(back.past).toEqual([])
        const again = times(steps, redo, back)
        expect(again.flow).toEqual(end)
        expect(again.past).toEqual(history.past)
        expect(again.future).toEqual([])
      })
    )
  })

  test('share every card that a step did not touch', () => {
    fc.assert(
      fc.property(flowAndEdits, ([flow, edits]) => {
        const history = drawn(flow, edits)
        const shared = Object.values(flow.cards).filter(card => history.flow.cards[card.id] === card)
        const back = undo(history)
        for (const card of shared) expect(back.flow.cards[card.id]).toBe(card)
      })
    )
  })

  test('do nothing where there is no step', () => {
    const fresh = freshHistory(emptyFlow)
    expect(undo(fresh)).toBe(fresh)
    expect(redo(fresh)).toBe(fresh)
  })
})

const step = (label: string): { label: string; flow: Flow } => ({ label, flow: { ...emptyFlow } })

describe('a step', () => {
  test('keeps its label on both sides of undo', () => {
    const done = record(freshHistory(emptyFlow), step('Rename card'))
    expect(done.past.at(-1)?.label).toBe('Rename card')
    expect(undo(done).future[0]?.label).toBe('Rename card')
  })

  test('takes what was taken back away', () => {
    const back = undo(record(freshHistory(emptyFlow), step('one')))
    expect(record(back, step('two')).future).toEqual([])
  })

  test('of one field goes on until typing ends', () => {
    const first = record(freshHistory(emptyFlow), step('Type'), 'a')
    const second = record(first, step('Type'), 'a')
    expect(second.past).toHaveLength(1)
    expect(record(endTyping(second), step('Type'), 'a').past).toHaveLength(2)
    expect(record(second, step('Type'), 'b').past).toHaveLength(2)
  })

  test('after undo is never added to the step that was taken back', () => {
    const typed = record(freshHistory(emptyFlow), step('Type'), 'a')
    expect(record(undo(typed), step('Type'), 'a').past).toHaveLength(1)
  })

  test('drops the oldest one when there are too many', () => {
    const all = Array.from({ length: MAX_STEPS + 5 }, (_, n) => step(String(n)))
    const history = all.reduce((sum, one) => record(sum, one), freshHistory(emptyFlow))
    expect(history.past).toHaveLength(MAX_STEPS)
    expect(history.past[0]?.label).toBe('5')
    expect(MAX_STEPS).toBeGreaterThanOrEqual(200)
  })
})

import { applyEdit, type Edit, type Flow } from '@hookwright/model'
import { anyFlow, deepFreeze, editsFor } from '@hookwright/model/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { freshHistory, type History, record, redo, undo } from './history.ts'

const times = (count: number, act: (history: History) => History, history: History): History =>
  count === 0 ? history : times(count - 1, act, act(history))

/** A flow and a sequence of edits. */
const flowAndEdits = anyFlow.chain(flow =>
  fc.tuple(fc.constant(flow), fc.array(editsFor(flow), { minLength: 12, maxLength: 30 }))
)

const drawn = (flow: Flow, edits: Edit[]): History =>
  edits.reduce((history, edit, index) => {
    const edited = applyEdit(history.flow, edit)
    return edited.ok ? record(history, { label: `step ${index}`, flow: edited.flow }) : history
  }, freshHistory(flow))

describe('undo and redo', () => {
  test('of any edits restore exactly the start, then the end', () => {
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

  test('keep every card that a step did not touch', () => {
    fc.assert(
      fc.property(flowAndEdits, ([flow, edits]) => {
        const history = drawn(flow, edits)
        const shared = Object.values(flow.cards).filter(card => history.flow.cards[card.id] === card)
        const back = undo(history)
        for (const card of shared) expect(back.flow.cards[card.id]).toBe(card)
      })
    )
  })
})

import { emptyFlow, type Flow } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { endTyping, freshHistory, MAX_STEPS, record, redo, undo } from './history.ts'

describe('undo and redo', () => {
  test('do nothing without a step', () => {
    const fresh = freshHistory(emptyFlow)
    expect(undo(fresh)).toBe(fresh)
    expect(redo(fresh)).toBe(fresh)
  })
})

const step = (label: string): { label: string; flow: Flow } => ({ label, flow: { ...emptyFlow } })

describe('a step', () => {
  test('keeps its label after undo', () => {
    const done = record(freshHistory(emptyFlow), step('Rename card'))
    expect(done.past.at(-1)?.label).toBe('Rename card')
    expect(undo(done).future[0]?.label).toBe('Rename card')
  })

  test('clears the steps that could be redone', () => {
    const back = undo(record(freshHistory(emptyFlow), step('one')))
    expect(record(back, step('two')).future).toEqual([])
  })

  test('of one field continues until typing ends', () => {
    const first = record(freshHistory(emptyFlow), step('Type'), 'a')
    const second = record(first, step('Type'), 'a')
    expect(second.past).toHaveLength(1)
    expect(record(endTyping(second), step('Type'), 'a').past).toHaveLength(2)
    expect(record(second, step('Type'), 'b').past).toHaveLength(2)
  })

  test('after undo is not merged into the undone step', () => {
    const typed = record(freshHistory(emptyFlow), step('Type'), 'a')
    expect(record(undo(typed), step('Type'), 'a').past).toHaveLength(1)
  })

  test('drops the oldest step above the limit', () => {
    const all = Array.from({ length: MAX_STEPS + 5 }, (_, n) => step(String(n)))
    const history = all.reduce((sum, one) => record(sum, one), freshHistory(emptyFlow))
    expect(history.past).toHaveLength(MAX_STEPS)
    expect(history.past[0]?.label).toBe('5')
    expect(MAX_STEPS).toBeGreaterThanOrEqual(200)
  })
})

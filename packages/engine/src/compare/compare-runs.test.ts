import type { Step, StepPath } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyOfPath } from '../card/journal.ts'
import { type ComparedRun, compareRuns } from './compare-runs.ts'

const step = (path: StepPath, more: Partial<Step> = {}): Step => ({
  path,
  status: 'succeeded',
  from: 0,
  to: 0,
  ...more
})

const runOf = (steps: Step[], params: ComparedRun['given'] = {}): ComparedRun => ({ steps, given: params })

const anyRun = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'))
  .chain(ids =>
    fc.tuple(
      ...ids.map(id =>
        fc
          .record({ outputs: fc.dictionary(fc.constantFrom('x', 'y'), fc.jsonValue()), to: fc.nat(9) })
          .map(more => step([id], more))
      )
    )
  )
  .map(steps => runOf(steps))

describe('the comparison of two runs', () => {
  test('shows no difference between a run and itself, at any start and duration', () => {
    fc.assert(
      fc.property(anyRun, run => {
        const later = runOf(run.steps.map(each => ({ ...each, from: 5, to: 9 })))
        expect(compareRuns(run, later).map(({ is }) => is)).toEqual(run.steps.map(() => 'same'))
      })
    )
  })

  test('lists each step of either run once, in the order of the newer run', () => {
    fc.assert(
      fc.property(anyRun, anyRun, (old, next) => {
        const compared = compareRuns(old, next)
        const keys = compared.map(({ path }) => keyOfPath(path))
        expect(new Set(keys).size).toBe(keys.length)
        expect(compared.flatMap(({ next: after }) => after ?? [])).toEqual(next.steps)
        expect(new Set(keys)).toEqual(
          new Set([...old.steps, ...next.steps].map(({ path }) => keyOfPath(path)))
        )
      })
    )
  })

  test('is symmetric: changed steps stay changed, and added steps become removed', () => {
    const turned = { same: 'same', changed: 'changed', 'only-old': 'only-next', 'only-next': 'only-old' }
    const told = (steps: ReturnType<typeof compareRuns>) =>
      Object.fromEntries(steps.map(({ path, is }) => [keyOfPath(path), is]))
    fc.assert(
      fc.property(anyRun, anyRun, (old, next) => {
        const back = Object.entries(told(compareRuns(next, old))).map(([key, is]) => [key, turned[is]])
        expect(told(compareRuns(old, next))).toEqual(Object.fromEntries(back))
      })
    )
  })

  test('lists a step of the old run only after the step it followed there', () => {
    const old = runOf([step(['first']), step(['start']), step(['ask']), step(['say'])])
    const next = runOf([step(['start']), step(['greet']), step(['say'])])
    expect(compareRuns(old, next).map(({ path, is }) => [path.join('/'), is])).toEqual([
      ['first', 'only-old'],
      ['start', 'same'],
      ['ask', 'only-old'],
      ['greet', 'only-next'],
      ['say', 'same']
    ])
  })

  test('compares outputs by place, and outputs from outside as well', () => {
    const start = step(['start', 'event'], { outputs: 'given' })
    const old = runOf([start, step(['greet'], { outputs: { text: 'Hello', to: 'Mira', gone: 1 } })], {
      'start/event': { body: { user: 'Mira' } }
    })
    const next = runOf([start, step(['greet'], { outputs: { text: 'Hi', to: 'Mira', come: null } })], {
      'start/event': { body: { user: 'Noa' } }
    })
    expect(compareRuns(old, next).map(({ fields }) => fields)).toEqual([
      [
        {
          id: 'body',
          is: 'changed',
          differences: [{ at: ['user'], is: 'changed', old: 'Mira', next: 'Noa' }]
        }
      ],
      [
        { id: 'text', is: 'changed', differences: [{ at: [], is: 'changed', old: 'Hello', next: 'Hi' }] },
        { id: 'to', is: 'same', differences: [] },
        { id: 'gone', is: 'only-old', differences: [{ at: [], is: 'only-old', old: 1 }] },
        { id: 'come', is: 'only-next', differences: [{ at: [], is: 'only-next', next: null }] }
      ]
    ])
  })

  test('shows a step with another end as changed, also without outputs', () => {
    const fault = (message: string) => ({ code: 'http.status' as const, message, details: {} })
    const failed = (message: string) => runOf([step(['ask'], { status: 'failed', fault: fault(message) })])
    expect(compareRuns(runOf([step(['ask'])]), failed('404')).map(({ is }) => is)).toEqual(['changed'])
    expect(compareRuns(failed('404'), failed('500')).map(({ is }) => is)).toEqual(['changed'])
    expect(compareRuns(failed('404'), failed('404')).map(({ is }) => is)).toEqual(['same'])
  })
})

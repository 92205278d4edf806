import {
  differencesOf,
  type FaultData,
  type Json,
  type Step,
  type StepPath,
  sameJson,
  type ValueDifference
} from '@hookwright/model'
import { keyOfPath } from '../card/journal.ts'

/** Run to compare with another run. */
export interface ComparedRun {
  steps: readonly Step[]
  /** Start values that are not in the trace, by the key of the step's path. */
  given: Record<string, Record<string, Json>>
}

/**
 * Output of a step in two runs, with the paths of its differences. The list is empty if both values are
 * equal.
 */
export interface ComparedField {
  id: string
  is: 'same' | 'changed' | 'only-old' | 'only-next'
  differences: ValueDifference[]
}

/** Card that ran in one or both of the compared runs. It has the card's step and outputs in each run. */
export interface ComparedStep {
  path: StepPath
  is: 'same' | 'changed' | 'only-old' | 'only-next'
  old: Step | null
  next: Step | null
  /** Outputs of either run, in order. */
  fields: ComparedField[]
}

const outputsOf = ({ given: params }: ComparedRun, step: Step | undefined): Record<string, unknown> => {
  if (step?.outputs === undefined) return {}
  return step.outputs === 'given' ? (params[keyOfPath(step.path)] ?? {}) : step.outputs
}

const fieldOf = (id: string, old: Record<string, unknown>, next: Record<string, unknown>): ComparedField => {
  if (!Object.hasOwn(next, id))
    return { id, is: 'only-old', differences: [{ at: [], is: 'only-old', old: old[id] }] }
  if (!Object.hasOwn(old, id))
    return { id, is: 'only-next', differences: [{ at: [], is: 'only-next', next: next[id] }] }
  const differences = differencesOf(old[id], next[id])
  return { id, is: differences.length === 0 ? 'same' : 'changed', differences }
}

const endsSame = (old: Step, next: Step): boolean => {
  const reasonOf = (fault: FaultData | undefined) => fault && { code: fault.code, message: fault.message }
  return old.status === next.status && sameJson(reasonOf(old.fault), reasonOf(next.fault))
}

/** Compares the outputs of two steps, field by field. */
export const compareFields = (old: Record<string, unknown>, next: Record<string, unknown>): ComparedField[] =>
  [...Object.keys(old), ...Object.keys(next).filter(id => !Object.hasOwn(old, id))].map(id =>
    fieldOf(id, old, next)
  )

/**
 * Compares two runs step by step, matched by step path, in the order of the second run. Steps that only the
 * first run has come after their predecessor. Times and durations are not compared.
 */
export const compareRuns = (old: ComparedRun, next: ComparedRun): ComparedStep[] => {
  const was = new Map(old.steps.map(step => [keyOfPath(step.path), step]))
  const is = new Map(next.steps.map(step => [keyOfPath(step.path), step]))
  const compared = (before: Step | undefined, after: Step | undefined): ComparedStep[] => {
    const step = after ?? before
    if (step === undefined) return []
    const fields = compareFields(outputsOf(old, before), outputsOf(next, after))
    const both = { path: step.path, old: before ?? null, next: after ?? null, fields }
    if (before === undefined) return [{ ...both, is: 'only-next' }]
    if (after === undefined) return [{ ...both, is: 'only-old' }]
    const isSame = endsSame(before, after) && fields.every(field => field.is === 'same')
    return [{ ...both, is: isSame ? 'same' : 'changed' }]
  }
  /**
   * Steps that only the old run has, by the key of the common step before them. The key is empty if there is
   * no such step.
   */
  const behind = new Map<string, Step[]>()
  let last = ''
  for (const step of old.steps) {
    const key = keyOfPath(step.path)
    if (is.has(key)) last = key
    else behind.set(last, [...(behind.get(last) ?? []), step])
  }
  const gone = (key: string): ComparedStep[] =>
    (behind.get(key) ?? []).flatMap(step => compared(step, undefined))
  return [
    ...gone(''),
    ...next.steps.flatMap(step => {
      const key = keyOfPath(step.path)
      return [...compared(was.get(key), step), ...gone(key)]
    })
  ]
}

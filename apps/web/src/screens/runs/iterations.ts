import type { StepPath } from '@hookwright/model'
import type { OpenedRun } from '../../features/history/api-types.ts'

type Line = Pick<OpenedRun['lines'][number], 'path' | 'step'>

/** Iterations of a card, and the displayed iteration. */
export interface Iterations {
  /** Path of the card with iterations. */
  caller: StepPath
  /** Indexes of the started iterations, from 0, in order. */
  begun: number[]
  /** Iterations in which a card failed. */
  failed: ReadonlySet<number>
  /** Displayed iteration; null for the step of the card itself. */
  at: number | null
}

/**
 * Returns true if a part of a path is an iteration number. A helper flow that runs after an error has −1
 * instead.
 */
const isIteration = (part: StepPath[number] | undefined): part is number =>
  typeof part === 'number' && part >= 0

const startsWith = (path: StepPath, start: StepPath): boolean =>
  path.length > start.length && start.every((part, index) => path[index] === part)

const under = (lines: readonly Line[], caller: StepPath, at: number | null): Iterations => {
  const begun = new Set<number>()
  const failed = new Set<number>()
  for (const { path, step } of lines) {
    const number = startsWith(path, caller) ? path[caller.length] : undefined
    if (!isIteration(number)) continue
    begun.add(number)
    if (step.status === 'failed') failed.add(number)
  }
  return { caller, begun: [...begun].sort((one, other) => one - other), failed, at }
}

/** Returns the iterations around a step, outermost first, then the iterations of the step's own card. */
export const iterationsOf = (lines: readonly Line[], path: StepPath): Iterations[] => {
  const around = path.flatMap((part, place) =>
    isIteration(part) ? [under(lines, path.slice(0, place), part)] : []
  )
  const own = under(lines, path, null)
  return own.begun.length === 0 ? around : [...around, own]
}

/**
 * Returns the index of the corresponding step in another iteration: the step of the same card, otherwise the
 * iteration's first step.
 */
export const stepInIteration = (
  lines: readonly Line[],
  path: StepPath,
  caller: StepPath,
  number: number
): number => {
  const start: StepPath = [...caller, number]
  const same = [...start, ...path.slice(start.length)].join('/')
  const found = lines.findIndex(line => line.path.join('/') === same && path.length > start.length)
  return found >= 0 ? found : lines.findIndex(line => startsWith(line.path, start))
}

/** Formats the iterations of a step, from 1: “iteration 3”, “iteration 3.1”. Null outside of loops. */
export const formatIteration = (path: StepPath): string | null => {
  const numbers = path.filter(isIteration).map(number => number + 1)
  return numbers.length === 0 ? null : `iteration ${numbers.join('.')}`
}

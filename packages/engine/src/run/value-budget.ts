import {
  Fault,
  MOST_LARGE_TRACE,
  MOST_OF_EVENT,
  MOST_OUTPUTS,
  MOST_TEXT,
  MOST_TRACE,
  MOST_VALUES,
  megabytes,
  SMALL_OUTPUTS,
  type Step
} from '@hookwright/model'
import { interrupt, type Progress } from './progress.ts'

/**
 * Size in bytes from which the size of an object is cached. A value may contain the same object many times.
 */
const REMEMBERED = 256

/**
 * Returns the approximate size of a value as JSON, in bytes. Cheap: texts are not scanned, and the size of
 * large objects is cached.
 */
export const sizeOf = (value: unknown, known: WeakMap<object, number>): number => {
  if (typeof value === 'string') return value.length + 2
  if (typeof value !== 'object' || value === null) return 5
  const before = known.get(value)
  if (before !== undefined) return before
  if (ArrayBuffer.isView(value)) return value.byteLength
  let size = 2
  if (Array.isArray(value)) for (const item of value) size += 1 + sizeOf(item, known)
  else for (const key of Object.keys(value)) size += key.length + 4 + sizeOf(Reflect.get(value, key), known)
  if (size >= REMEMBERED) known.set(value, size)
  return size
}

export const tooLarge = (run: Progress, card: string, most: number): Fault =>
  interrupt(run, new Fault('run.values-too-large', { card, most: megabytes(most) }))

/**
 * Returns the size of a card's outputs, in bytes.
 * @throws `run.values-too-large`, which no enclosing card can catch
 */
const sizeOfValues = (run: Progress, card: string, values: Record<string, unknown>): number => {
  let size = 2
  for (const key of Object.keys(values)) {
    const value = values[key]
    if (typeof value === 'string' && value.length > MOST_TEXT) throw tooLarge(run, card, MOST_TEXT)
    size += key.length + 4 + sizeOf(value, run.sizes)
  }
  if (run.held + size > MOST_VALUES) throw tooLarge(run, card, MOST_VALUES)
  return size
}

/**
 * Counts the outputs of a card against the memory budget and returns their size.
 * @throws `run.values-too-large`
 */
export const holdOutputs = (run: Progress, card: string, outputs: Record<string, unknown>): number => {
  const size = sizeOfValues(run, card, outputs)
  run.held += size
  return size
}

/**
 * Checks the size of a flow's result.
 * @throws `run.values-too-large`
 */
export const checkResult = (run: Progress, card: string, result: Record<string, unknown>): void => {
  if (sizeOfValues(run, card, result) > MOST_OF_EVENT) throw tooLarge(run, card, MOST_OF_EVENT)
}

/**
 * Stores a card's outputs, which have the given size, in the trace. If they do not fit, only records that
 * they were omitted.
 * @throws `run.values-too-large` if all outputs of the run exceed its budget
 */
export const traceOutputs = (
  run: Progress,
  { step, card, size }: { step: Step; card: string; size: number },
  outputs: Record<string, unknown>
): void => {
  run.offered += size
  if (run.offered > MOST_OUTPUTS) throw tooLarge(run, card, MOST_OUTPUTS)
  // The records of an event are made runs of what its first step keeps.
  const isFirst = step.path.length === 1 && step === run.steps[0]
  if (isFirst && size > MOST_OF_EVENT) throw tooLarge(run, card, MOST_OF_EVENT)
  if (isFirst) step.outputs = outputs
  else if (fitsTrace(run, size)) {
    run.traced += size
    step.outputs = outputs
  } else step.leftOut = size
}

const fitsTrace = (run: Progress, size: number): boolean =>
  run.traced + size <= (size < SMALL_OUTPUTS ? MOST_TRACE : MOST_LARGE_TRACE)

/**
 * Appends the steps of an ended lane to the run's trace. Outputs that do not fit any more are omitted, since
 * each concurrent lane has counted only its own outputs.
 */
export const joinTrace = (run: Progress, lane: Progress, tracedBefore: number): void => {
  const fitsWhole = run.traced + lane.traced - tracedBefore <= MOST_LARGE_TRACE
  for (const step of lane.steps) {
    run.steps.push(step)
    if (fitsWhole || step.outputs === undefined || step.outputs === 'given') continue
    const size = sizeOf(step.outputs, run.sizes)
    if (fitsTrace(run, size)) run.traced += size
    else {
      delete step.outputs
      step.leftOut = size
    }
  }
  if (fitsWhole) run.traced += lane.traced - tracedBefore
}

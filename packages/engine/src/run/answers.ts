import { type FaultData, type Step, type StepPath, sameJson } from '@hookwright/model'
import { keyOfPath, type StepRecord } from '../card/journal.ts'

/** Card type, config and inputs of an execution. Used to find the matching result in an old run. */
export interface CardExecutionInput {
  type: string
  config: unknown
  inputs: Record<string, unknown>
}

/** Result of a card in an old run. */
export interface Answer {
  recorded: StepRecord
  /** True if the card's type, config and inputs were the same in the old run. */
  isSame: boolean
  /** Method and URL of the card's first request; null if it sent none. */
  sent: { method: string; url: string } | null
}

/**
 * Recorded results of cards with effects, by step path, for a run without side effects. `of` returns null if
 * no card of this type had an effect at the path.
 */
export interface Answers {
  of: (path: StepPath, asked: CardExecutionInput) => Answer | null
}

/** Executed cards of a run with their type, config and inputs, by the key of the step's path. */
export type PreviousExecutions = Map<string, CardExecutionInput>

/** Returns true for a fault of the whole run that the card did not cause. */
const isOfRun = ({ code }: FaultData): boolean => code === 'internal' || code.startsWith('run.')

const recordedOf = ({ outputs, fault: thrown, handled }: Step): StepRecord | null => {
  // The error policy of the card handles it again.
  const fault = thrown ?? handled?.fault
  if (fault !== undefined) return isOfRun(fault) ? null : { fault }
  return outputs === undefined || outputs === 'given' ? null : { outputs }
}

/**
 * Returns recorded results to repeat a run from its trace. The executed cards are collected in `before`;
 * `answersOfRun` needs them to replay a changed flow.
 */
export const answersOfTrace = (steps: readonly Step[], before: PreviousExecutions): Answers => {
  const kept = new Map(steps.map(step => [keyOfPath(step.path), step]))
  return {
    of: (path, asked) => {
      const key = keyOfPath(path)
      const step = kept.get(key)
      const recorded = step === undefined ? null : recordedOf(step)
      if (step === undefined || recorded === null) return null
      before.set(key, asked)
      const [sent] = step.requests ?? []
      return { recorded, isSame: true, sent: sent === undefined ? null : sent }
    }
  }
}

/**
 * Returns recorded results to replay a run with a changed flow. `before` holds the executed cards of the
 * original run.
 */
export const answersOfRun = (steps: readonly Step[], before: PreviousExecutions): Answers => {
  const { of } = answersOfTrace(steps, new Map())
  return {
    of: (path, asked) => {
      const was = before.get(keyOfPath(path))
      const answer = was?.type === asked.type ? of(path, asked) : null
      return answer && { ...answer, isSame: sameJson(was, asked) }
    }
  }
}

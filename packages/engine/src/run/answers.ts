import { type FaultData, type Step, type StepPath, sameJson } from '@hookwright/model'
import { keyOfPath, type StepRecord } from '../card/journal.ts'

/** Question to a card: its type, config and inputs. */
export interface CardQuestion {
  type: string
  config: unknown
  inputs: Record<string, unknown>
}

/** Result of a card in an old run. */
export interface Answer {
  recorded: StepRecord
  /** True when it was asked the same there. */
  isSame: boolean
  /** Method and address of its first request; null without one. */
  sent: { method: string; url: string } | null
}

/**
 * Answers for cards with effects in a run without side effects, by the path of the card; null where a card of this type
 * did nothing there.
 */
export interface Answers {
  of: (path: StepPath, asked: CardQuestion) => Answer | null
}

/** Questions of a run, by the key of the step's path. */
export type PreviousQuestions = Map<string, CardQuestion>

/** Returns true for a fault of the whole run, which says nothing about the card. */
const isOfRun = ({ code }: FaultData): boolean => code === 'internal' || code.startsWith('run.')

const recordedOf = ({ outputs, fault: thrown, handled }: Step): StepRecord | null => {
  // The error policy of the card handles it again.
  const fault = thrown ?? handled?.fault
  if (fault !== undefined) return isOfRun(fault) ? null : { fault }
  return outputs === undefined || outputs === 'given' ? null : { outputs }
}

/**
 * Answers for going through a run once more as it was, by its trace alone; what its cards are asked on the way is kept
 * in `before`, for the answers of a run that is not the same.
 */
export const answersOfTrace = (steps: readonly Step[], before: PreviousQuestions): Answers => {
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

/** Recorded responses for a replay, by the trace and requests of the original run. */
export const answersOfRun = (steps: readonly Step[], before: PreviousQuestions): Answers => {
  const { of } = answersOfTrace(steps, new Map())
  return {
    of: (path, asked) => {
      const was = before.get(keyOfPath(path))
      const answer = was?.type === asked.type ? of(path, asked) : null
      return answer && { ...answer, isSame: sameJson(was, asked) }
    }
  }
}

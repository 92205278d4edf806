import { type FaultData, type Step, type StepPath, sameJson } from '@hookwright/model'
import { keyOfPath, type StepRecord } from '../card/journal.ts'

/** Type, config and inputs with which a card was executed. */
export interface CardQuestion {
  type: string
  config: unknown
  inputs: Record<string, unknown>
}

/** Result of a card in an old run. */
export interface Answer {
  recorded: StepRecord
  /** True when type, config and inputs were the same there. */
  isSame: boolean
  /** Method and address of its first request; null without a request. */
  sent: { method: string; url: string } | null
}

/**
 * Recorded results of cards with effects, by path of the card, for a run without side effects. Null
 * where no card of this type had an effect there.
 */
export interface Answers {
  of: (path: StepPath, asked: CardQuestion) => Answer | null
}

/** Card questions of a run, by the key of the step's path. */
export type PreviousQuestions = Map<string, CardQuestion>

/** Returns true for a fault of the whole run, which is not caused by the card. */
const isOfRun = ({ code }: FaultData): boolean => code === 'internal' || code.startsWith('run.')

const recordedOf = ({ outputs, fault: thrown, handled }: Step): StepRecord | null => {
  // The error policy of the card handles it again.
  const fault = thrown ?? handled?.fault
  if (fault !== undefined) return isOfRun(fault) ? null : { fault }
  return outputs === undefined || outputs === 'given' ? null : { outputs }
}

/**
 * Returns the answers for repeating a run from its trace alone. The questions of its cards are
 * collected in `before`, from which the answers of a different run are found.
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

/** Returns recorded responses for a replay, from the trace and requests of the original run. */
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

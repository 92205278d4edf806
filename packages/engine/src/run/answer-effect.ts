import { Fault } from '@hookwright/model'
import { type CardContext, type CardExecutor, type Outcome, outputs } from '../card/card-context.ts'
import type { HttpRequest } from '../card/card-effects.ts'
import type { StepRecord } from '../card/journal.ts'
import type { Answer } from './answers.ts'
import { workWith } from './card-work.ts'
import { addressOf } from './do-effect.ts'

/** Repeats the recorded end of a step: returns its outputs, or throws its fault again. */
export const outcomeOf = (recorded: StepRecord): Outcome => {
  if ('fault' in recorded) throw new Fault(recorded.fault.code, recorded.fault.details)
  return outputs(recorded.outputs)
}

const never = new Promise<never>(() => {})

/**
 * Calls the executor of a card without sending anything. Returns the first request that it would send, or its
 * outcome if it sends none; the executor is then abandoned.
 */
const wouldSend = async <Config>(
  execute: CardExecutor<Config>,
  work: CardContext<Config>
): Promise<{ request: HttpRequest } | { outcome: Outcome }> => {
  const asked = new Promise<{ request: HttpRequest }>(resolve => {
    const http = (request: HttpRequest) => {
      resolve({ request })
      return never
    }
    const fx = { ...work.fx, http, wait: () => never }
    work = workWith(work, { http, fx })
  })
  const ended = Promise.resolve(execute(work)).then(outcome => ({ outcome }))
  return Promise.race([asked, ended])
}

/**
 * Returns the result that an effect had in an old run, so that nothing is sent. The match is `same` for an
 * equal request and `other` for a different request to the same URL. Returns null if there is no match.
 * @throws the old fault, and faults that occur before the first request
 */
export const answerEffect = async <Config>(
  answer: Answer | null,
  execute: CardExecutor<Config>,
  work: CardContext<Config>,
  answered: (how: 'same' | 'other') => void
): Promise<Outcome | null> => {
  if (answer === null) return null
  if (!answer.isSame) {
    if (answer.sent === null) return null
    const would = await wouldSend(execute, work)
    if ('outcome' in would) return would.outcome
    const { method, url } = answer.sent
    if (would.request.method !== method || addressOf(would.request) !== url) return null
  }
  answered(answer.isSame ? 'same' : 'other')
  return outcomeOf(answer.recorded)
}

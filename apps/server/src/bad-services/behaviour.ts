import type { Millis } from '@hookwright/model'
import type { BadService, Manner, Method, Reached } from './bad-service.ts'

/** Possible results of turning on, and of turning off. */
export type On = 'on' | 'refused' | 'uncertain' | 'timed-out'
export type Off = 'nothing is left' | 'an entry is open'

/** Expected result of an act under a behaviour. */
interface Expected<How> {
  ends: How
  /** Expected words of the error; none for an act that succeeds. */
  says?: string
  /** Expected duration of the act, if it is known. */
  takes?: Millis
  /** True if a subscription created too late is removed automatically. */
  undone?: true
}

/** A misbehaviour of a service, with the expected outcome. */
export interface Behaviour {
  name: string
  reached?: Reached
  /** Requests on which it misbehaves; by default the one of the act. */
  on?: Method[]
  acts?: Manner
  /** Makes the service misbehave independently of its responses. */
  turns?: (service: BadService) => Promise<void> | void
  /** Response timeout of a card; 30 seconds as a default. */
  timeoutSeconds?: 60
  /** True if the flow turns on only after an event arrived at its Event URL. */
  proves?: true
  /** True if the deregistration flow accepts a 404 as success. */
  forgives?: true
  /** Null if the act is not tried. */
  turnOn: Expected<On> | null
  turnOff: Expected<Off> | null
}

/** Expectation: the flow is off, and a cleanup entry records possible leftovers. */
export const entry = (says: string, takes?: Millis): Expected<Off> => ({
  ends: 'an entry is open',
  says,
  ...(takes === undefined ? {} : { takes })
})
/** Expectation: both acts succeed. */
export const fine = { turnOn: { ends: 'on' }, turnOff: { ends: 'nothing is left' } } as const

/** Expectation for a service that carries out the request, then fails: turning on may have left a subscription. */
export const doneAnd = (says: string, takes?: Millis): Pick<Behaviour, 'turnOn' | 'turnOff'> => ({
  turnOn: { ends: 'uncertain', says, ...(takes === undefined ? {} : { takes }) },
  turnOff: entry(says, takes)
})
/** Expectation for a service that certainly did not carry out the request. */
export const notDone = (says: string): Pick<Behaviour, 'turnOn' | 'turnOff'> => ({
  turnOn: { ends: 'refused', says },
  turnOff: entry(says)
})

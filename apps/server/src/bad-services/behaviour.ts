import type { Millis } from '@hookwright/model'
import type { BadService, Manner, Method, Reached } from './bad-service.ts'

/** Possible results of turning on, and of turning off. */
export type On = 'on' | 'refused' | 'uncertain' | 'timed-out'
export type Off = 'nothing is left' | 'an entry is open'

/** Expected result of an act under a behaviour. */
interface Expected<How> {
  ends: How
  /** Words of the error; none for an act that succeeds. */
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
  /** Makes the service misbehave, if that does not depend on its responses. */
  turns?: (service: BadService) => Promise<void> | void
  /** Response timeout of a card; 30 seconds as a default. */
  timeoutSeconds?: 60
  /** The flow is on only when the service has sent something to the Event URL. */
  proves?: true
  /** A deregistration flow that takes a 404 for a success. */
  forgives?: true
  /** Null where the act is not tried. */
  turnOn: Expected<On> | null
  turnOff: Expected<Off> | null
}

/** The flow is off, and an entry owns what may be left. */
export const entry = (says: string, takes?: Millis): Expected<Off> => ({
  ends: 'an entry is open',
  says,
  ...(takes === undefined ? {} : { takes })
})
/** Both acts succeed. */
export const fine = { turnOn: { ends: 'on' }, turnOff: { ends: 'nothing is left' } } as const

/** The service did it, then failed: turning on may have left something. */
export const doneAnd = (says: string, takes?: Millis): Pick<Behaviour, 'turnOn' | 'turnOff'> => ({
  turnOn: { ends: 'uncertain', says, ...(takes === undefined ? {} : { takes }) },
  turnOff: entry(says, takes)
})
/** The service surely did not do it. */
export const notDone = (says: string): Pick<Behaviour, 'turnOn' | 'turnOff'> => ({
  turnOn: { ends: 'refused', says },
  turnOff: entry(says)
})

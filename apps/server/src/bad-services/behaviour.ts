import type { Millis } from '@hookwright/model'
import type { BadService, Manner, Method, ServiceTransport } from './bad-service.ts'

/** Possible results of turning a flow on. */
export type On = 'on' | 'refused' | 'uncertain' | 'timed-out'
export type Off = 'nothing is left' | 'an entry is open'

/** Expected result of turning a flow on or off. */
interface Expected<How> {
  ends: How
  /** Text that the error message must contain; unset if the act succeeds. */
  says?: string
  /** Expected duration of the act, if it is known. */
  takes?: Millis
  /** True if the subscription that the service created must be removed automatically. */
  undone?: true
}

/** A misbehaviour of a service, with the expected outcome. */
export interface Behaviour {
  name: string
  reached?: ServiceTransport
  /** HTTP methods on which the service misbehaves. The default is the method of the act: POST or DELETE. */
  on?: Method[]
  acts?: Manner
  /** Misconfigures the service apart from its responses, such as its certificate. */
  turns?: (service: BadService) => Promise<void> | void
  /** Response timeout of a card; 30 seconds as a default. */
  timeoutSeconds?: 60
  /** True if the flow turns on only after an event arrived at its Event URL. */
  proves?: true
  /** True if the deregistration flow accepts a 404 as success. */
  forgives?: true
  /** Expected result of turning on; null if this is not tested. */
  turnOn: Expected<On> | null
  turnOff: Expected<Off> | null
}

/**
 * Returns the expected result of turning off with an open cleanup entry. The flow is off, and the entry lists
 * the subscription that may remain.
 */
export const entry = (says: string, takes?: Millis): Expected<Off> => ({
  ends: 'an entry is open',
  says,
  ...(takes === undefined ? {} : { takes })
})
/** Expectation: both acts succeed. */
export const fine = { turnOn: { ends: 'on' }, turnOff: { ends: 'nothing is left' } } as const

/**
 * Expected results for a service that executes the request and then fails. Turning on may leave a
 * subscription.
 */
export const doneAnd = (says: string, takes?: Millis): Pick<Behaviour, 'turnOn' | 'turnOff'> => ({
  turnOn: { ends: 'uncertain', says, ...(takes === undefined ? {} : { takes }) },
  turnOff: entry(says, takes)
})
/** Expected results for a service that certainly did not execute the request. */
export const notDone = (says: string): Pick<Behaviour, 'turnOn' | 'turnOff'> => ({
  turnOn: { ends: 'refused', says },
  turnOff: entry(says)
})

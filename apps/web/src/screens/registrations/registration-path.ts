import type { OpenedRegistration } from '../../features/switch/api-types.ts'
import { formatRegistrationStatus, isLapsed, isLeftover } from '../../features/switch/format-registration.ts'
import { linesOfCards } from '../../features/switch/log-lines.ts'
import type { RailLook } from '../../kit/page/rail-gap.tsx'

/** Line between two stops of a registration's rail. */
interface PathLine {
  look: RailLook
  /** True if no event can pass. */
  isBroken: boolean
  /** Description for screen readers, as a sentence. */
  text: string
}

/** Lines of a registration's rail: from the service to the Event URL, and from there to the flow. */
export interface RegistrationPath {
  toUrl: PathLine
  toFlow: PathLine
}

const runs: PathLine = { look: 'done', isBroken: false, text: 'Each event runs the flow.' }
const isOff: PathLine = { look: 'rest', isBroken: true, text: 'The Event URL accepts no events.' }
const isPaused: PathLine = {
  look: 'warn',
  isBroken: true,
  text: 'The flow is paused: events are stored but not run.'
}

/** Returns the line from the service, for a subscription that is on or paused. */
const lineFromService = (registration: OpenedRegistration): PathLine => {
  if (isLapsed(registration))
    return { look: 'err', isBroken: true, text: 'The service no longer sends events.' }
  const { tone, word } = formatRegistrationStatus(registration)
  if (word === 'manual')
    return { look: 'rest', isBroken: false, text: 'The Event URL is entered at the service manually.' }
  return tone === 'warn' && word === 'registered'
    ? { look: 'warn', isBroken: false, text: 'The service sends events, but the renewal failed.' }
    : { look: 'done', isBroken: false, text: 'The service sends events.' }
}

/** Returns the lines of a registration's rail, by its status. */
export const pathOfRegistration = (registration: OpenedRegistration): RegistrationPath => {
  const { subscription } = registration
  const { status, wanted } = subscription
  if (isLeftover(registration))
    return {
      toUrl: { look: 'warn', isBroken: true, text: 'The service may still send events.' },
      toFlow: isOff
    }
  switch (status.is) {
    case 'registering':
      return {
        toUrl: { look: 'live', isBroken: false, text: 'The Event URL is being registered at the service.' },
        toFlow: { ...runs, look: 'rest', text: 'The flow runs once it is registered.' }
      }
    case 'on':
      return wanted
        ? { toUrl: lineFromService(registration), toFlow: runs }
        : {
            toUrl: { look: 'rest', isBroken: false, text: 'The service may still send events.' },
            toFlow: { ...runs, look: 'rest' }
          }
    case 'paused':
      return { toUrl: lineFromService(registration), toFlow: isPaused }
    case 'deregistering':
      return {
        toUrl: { look: 'live', isBroken: true, text: 'The registration is being removed at the service.' },
        toFlow: isOff
      }
    case 'ended':
      return {
        toUrl: { look: 'rest', isBroken: true, text: 'The service sends no events.' },
        toFlow: isOff
      }
  }
}

/**
 * Returns the request of the newest registration, with its status: “POST /api/subscriptions → 201”. Null if
 * no request was sent or the person may not see it.
 */
export const requestOfRegistration = ({ attempts }: Pick<OpenedRegistration, 'attempts'>): string | null => {
  const newest = attempts.findLast(({ attempt }) => attempt.kind === 'registration')
  if (newest === undefined) return null
  return (
    linesOfCards(newest, newest.attempt.outcome !== 'running')
      .flatMap(({ requests }) => requests)
      .at(-1) ?? null
  )
}

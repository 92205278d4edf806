import {
  type FaultData,
  formatDuration,
  hasEventUrl,
  type Id,
  isEnteredByHand,
  type StartKind,
  startKindOf
} from '@hookwright/model'
import type { SwitchState } from './switch-state.ts'
import type { SwitchProgress } from './use-switch.ts'

/** Result of turning a flow on or off, in sentences. */
export interface Outcome {
  tone: 'busy' | 'ok' | 'err' | 'warn' | 'neutral'
  title: string
  sentences: string[]
  /** Response of the service, verbatim. */
  said: string | null
  /** Failed card, which the connector's maker can open; null for none. */
  failed: { connectorId: Id; flowId: Id; card: string } | null
}

const plain = (tone: Outcome['tone'], title: string, ...sentences: string[]): Outcome => ({
  tone,
  title,
  sentences,
  said: null,
  failed: null
})

const textOf = (value: string | number | undefined): string | null =>
  value === undefined || value === '' ? null : String(value)

/**
 * Describes where a registration failed: the flow, the card and the HTTP status.
 *
 * For example: `The registration flow “Register” failed at the card “Create”: the service responded with
 * 403.`
 */
const sayPlace = ({ details }: FaultData): string | null => {
  const card = textOf(details.card)
  const flow = textOf(details.flowName)
  if (flow === null) return null
  const where = card === null ? '' : ` at the card “${card}”`
  const status = textOf(details.status)
  return `The registration flow “${flow}” failed${where}${status === null ? '' : `: the service responded with ${status}`}.`
}

const failedCard = (fault: FaultData | null, connectorId: Id): Outcome['failed'] => {
  const flowId = textOf(fault?.details.flowId)
  const card = textOf(fault?.details.at)?.split('/').at(-1)
  return flowId === null || card === undefined ? null : { connectorId, flowId, card }
}

/**
 * Returns the id of the connection whose credentials the service refused with 401. Null if something else
 * failed.
 */
export const connectionRefused = ({ subscription: { fault, terms } }: SwitchProgress): Id | null =>
  fault?.details.status === 401 ? terms.connectionId : null

const NOTHING_LEFT = 'No registration was left at the service.'
const REPAIRING =
  'Hookwright checks whether the registration exists at the service. It then adopts or removes the registration, and turns the flow on again.'
const EARLIER =
  'An earlier registration of this flow may still exist at the service. Check it under Registrations.'
const NO_REMOVAL = 'The connector has no deregistration flow. Remove the Event URL at the service manually.'
const WITH_SECRET =
  'To receive events, copy the Event URL and the Signing Secret and enter both at the service.'
const CHOOSE_EVENTS =
  'If the service asks for a content type, choose JSON. Choose only the events that this flow uses.'

/** Returns the steps to take at the service: those written by the event's maker, or general ones. */
const stepsByHand = ({ byHandNote }: SwitchProgress): string[] =>
  byHandNote === undefined ? [CHOOSE_EVENTS] : [byHandNote, 'Choose only the events that this flow uses.']

/**
 * Next step after turning on a flow without a registration, by kind of start: “The flow now runs on its
 * schedule.”
 */
const onWithout: Record<StartKind, string> = {
  event: 'To receive events, copy the Event URL and enter it at the service.',
  poll: 'The service is polled on the schedule of the flow.',
  alert: 'Alerts of this installation now run this flow.',
  schedule: 'The flow now runs on its schedule.',
  manual: 'To start the flow, select Run on its page.',
  endpoint: 'Calls to the API endpoint now run this flow.'
}
/**
 * Describes what a paused flow does with its events, scheduled times or calls: “Events are stored and run
 * when it resumes.”
 *
 * `end` names the end of the pause: “it resumes”, “the hold ends”.
 */
const waitingText = (start: StartKind, end: string): string => {
  switch (start) {
    case 'event':
      return `Events are stored and run when ${end}.`
    case 'alert':
      return `Alerts are stored and run when ${end}.`
    case 'schedule':
      return `When ${end}, the flow runs once, for the latest scheduled time that it missed.`
    case 'manual':
      return `The flow cannot be run until ${end}.`
    case 'endpoint':
      return `Calls to the API endpoint get 503 until ${end}.`
    case 'poll':
      return `The service is polled again when ${end}.`
  }
}
const offText: Record<StartKind, string> = {
  event: 'The Event URL no longer accepts requests (410 Gone).',
  poll: 'The service is no longer polled.',
  alert: 'Alerts no longer run this flow.',
  schedule: 'The flow no longer runs on its schedule.',
  manual: 'The flow cannot be run until it is turned on.',
  endpoint: 'Calls to the API endpoint get 404.'
}

const WRONG_CREDENTIALS = 'The service rejected the credentials. Replace the values of the connection.'
const MAY_EXIST = 'The subscription may still exist at the service. If you find it there, remove it.'

/**
 * Returns the result of turning a flow off when its deregistration failed: the flow is off, and something may
 * be left at the service.
 */
const leftBehind = (fault: FaultData | null, left: string[]): Outcome => {
  const status = textOf(fault?.details.status)
  const said = textOf(fault?.details.said ?? fault?.details.body)
  const why =
    status === null || said === null
      ? (fault?.message ?? null)
      : `The service responded to the deregistration flow with ${status}.`
  return {
    ...plain('warn', 'The flow is off', ...(why === null ? [] : [why]), ...left),
    said: status === null ? null : said
  }
}

/**
 * Explains why a deregistration succeeded although one of its cards failed: “The service responded with 404:
 * the registration no longer existed.” Empty for any other attempt.
 */
const alreadyGone = ({ attempt, lines }: SwitchProgress): string[] => {
  if (attempt?.kind !== 'deregistration' || attempt.outcome !== 'succeeded') return []
  const gone = lines
    .filter(({ status }) => status === 'failed')
    .flatMap(({ requests }) => requests)
    .find(({ status }) => status === 404 || status === 410)
  return gone === undefined
    ? []
    : [`The service responded with ${gone.status}: the registration no longer existed.`]
}

/**
 * Returns the sentence “The service has accepted the registration. Waiting for its test event at the Event
 * URL.”
 *
 * Empty unless the flow waits for a test event and its registration flow has ended.
 */
const waitingFor = ({ subscription, lines }: SwitchProgress): string[] => {
  const isDone = lines.length > 0 && lines.every(({ status }) => status !== 'waiting' && status !== 'running')
  return subscription.terms.probe !== undefined && isDone
    ? ['The service has accepted the registration. Waiting for its test event at the Event URL.']
    : []
}

/** Returns the result of the last action of a flow's switch. */
export const outcomeOf = (progress: SwitchProgress, switchState: SwitchState): Outcome => {
  const { subscription, attempt, openCleanup } = progress
  const { fault, terms } = subscription
  const left =
    openCleanup > 0
      ? ['A registration may still exist at the service. Remove it there, then close the entry below.']
      : []
  const nothingElse = progress.inDoubt > 0 ? EARLIER : NOTHING_LEFT
  switch (switchState.is) {
    case 'turning-on':
      return plain('busy', 'Turning on…', ...waitingFor(progress))
    case 'turning-off':
      return switchState.cancels ? plain('busy', 'Cancelling…') : plain('busy', 'Turning off…')
    case 'on': {
      const took = attempt?.endedAt ? formatDuration(attempt.endedAt - attempt.startedAt) : null
      const registers = terms.registration !== null
      return plain(
        'ok',
        'The flow is on',
        ...(progress.inDoubt > 0 ? [EARLIER] : []),
        registers
          ? `Registered${took === null ? '' : ` in ${took}`}. Events sent to the Event URL now run this flow.`
          : terms.secretByHand
            ? WITH_SECRET
            : onWithout[startKindOf(terms)],
        ...(isEnteredByHand(terms) ? stepsByHand(progress) : [])
      )
    }
    case 'paused':
      return plain('warn', 'The flow is paused', waitingText(startKindOf(terms), 'it resumes'))
    case 'on-hold':
      return plain(
        'warn',
        'The flow is on hold',
        switchState.why,
        waitingText(startKindOf(terms), 'the hold ends')
      )
    case 'off': {
      const how = switchState.after?.how
      if (how === undefined) {
        return openCleanup > 0
          ? leftBehind(attempt?.fault ?? null, left)
          : plain(
              'neutral',
              'The flow is off',
              offText[startKindOf(terms)],
              ...alreadyGone(progress),
              ...(terms.deregistration === null && hasEventUrl(terms) ? [NO_REMOVAL] : [])
            )
      }
      const failed = failedCard(fault, terms.connectorId)
      const said = textOf(fault?.details.said)
      if (how === 'cancelled') {
        return plain('neutral', 'Turning on was cancelled', ...(openCleanup > 0 ? left : [nothingElse]))
      }
      const why = textOf(fault?.details.why)
      if (fault !== null && why !== null) {
        const place = sayPlace(fault)
        const inDoubt = progress.repairing ? REPAIRING : MAY_EXIST
        const rest = fault.code === 'registration.may-exist' ? inDoubt : (left[0] ?? nothingElse)
        // The service's own words say it better than ours.
        const sentences = [
          place,
          said === null || place === null ? why : null,
          connectionRefused(progress) === null ? null : WRONG_CREDENTIALS,
          rest
        ]
        return {
          tone: 'err',
          title: 'Could not turn on',
          sentences: sentences.filter(sentence => sentence !== null),
          said,
          failed
        }
      }
      const title =
        how === 'timed-out' ? 'Turning on timed out' : 'Could not determine whether the flow is on'
      const repair = progress.repairing ? [REPAIRING] : []
      return {
        ...plain('err', title, ...(fault === null ? [] : [fault.message]), ...repair, ...left),
        failed
      }
    }
  }
}

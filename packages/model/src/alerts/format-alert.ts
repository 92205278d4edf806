import type { Millis } from '../kernel/millis.ts'
import type { AlertAbout, AlertKind } from './alert.ts'

/** Current names of the items in an alert; null for a missing or deleted item. */
export interface AlertNames {
  flow: string | null
  connector: string | null
  connection: string | null
  /** Name of an event; null if absent. */
  event: string | null
}

const flowIn = ({ flow }: AlertNames): string =>
  flow === null ? 'a flow without a name' : `the flow “${flow}”`
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
const serviceIn = ({ connector }: AlertNames): string => connector ?? 'its service'
const moment = (at: Millis): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Splits a sentence at its UTC times, so that a page can show them in the reader's time zone. */
export const timesIn = (sentence: string): (string | Millis)[] =>
  sentence.split(/(\d{4}-\d\d-\d\d \d\d:\d\d UTC)/).map((part, at) => {
    if (at % 2 === 0) return part
    const millis = Date.parse(`${part.slice(0, 16).replace(' ', 'T')}Z`)
    return Number.isNaN(millis) ? part : millis
  })

const again = (nextAt: Millis | null): string =>
  nextAt === null ? 'No automatic retry follows' : `The next automatic retry is at ${moment(nextAt)}`

/**
 * Formats an alert as sentences: the event, its cause and the next step. Times are in UTC, since the reader's
 * time zone is unknown.
 */
export const formatAlert = (about: AlertAbout, names: AlertNames): string => {
  const [flow, service] = [flowIn(names), serviceIn(names)]
  switch (about.kind) {
    case 'subscription-lost':
      return `The subscription of ${flow} at ${service} was lost. ${about.why} Events since ${moment(about.since)} may have been missed; check its registration.`
    case 'renewal-failed':
      return `The subscription of ${flow} at ${service} could not be renewed and expires at ${moment(about.expiresAt)}. ${about.why} ${again(about.nextAt)}; its registration shows the response.`
    case 'registration-uncertain':
      return `The result of a registration of ${flow} at ${service} is unknown. ${about.why} Check at the service whether the subscription exists.`
    case 'cleanup-stuck':
      return `A subscription of ${flow} at ${service} could not be removed. ${about.why} ${again(about.nextAt)}; remove it at the service, or close its cleanup entry with a reason.`
    case 'poll-failed':
      return `The last ${about.tries} polls of ${flow} at ${service} failed. ${about.why} ${again(about.nextAt)}; the flow shows the failed polls.`
    case 'flow-on-hold':
      return `${capital(flow)} was put on hold. ${about.why}`
    case 'run-on-hold':
      return `A run of ${flow} was put on hold. ${about.why} Open the run to continue or cancel it.`
    case 'authorization-lost': {
      const name = names.connection === null ? 'A connection' : `The connection “${names.connection}”`
      return `${name} to ${service} lost its authorization. ${about.why} Reconnect the connection to continue.`
    }
    case 'breaker-open': {
      const through = names.connection === null ? '' : ` through the connection “${names.connection}”`
      return `Requests to ${about.host}${through} are blocked because too many of them failed. ${about.why} The next request is tried at ${moment(about.probeAt)}.`
    }
    case 'drift-found': {
      const event = names.event === null ? 'an event' : `“${names.event}”`
      return `The data that ${service} sends for ${event} differs from the outputs of its event flow. ${about.why} Open the event flow to accept or ignore the difference.`
    }
  }
}

/** Returns the path of the page for an alert, with a leading slash. */
export const placeOfAlert = (about: AlertAbout): string => {
  switch (about.kind) {
    case 'subscription-lost':
    case 'renewal-failed':
    case 'registration-uncertain':
    case 'cleanup-stuck':
      return `/registrations/${about.subscriptionId}`
    case 'poll-failed':
    case 'flow-on-hold':
      return `/flows/${about.flowId}`
    case 'run-on-hold':
      return `/runs/${about.runId}`
    case 'authorization-lost':
      return about.purpose === 'test' ? `/connectors/${about.connectorId}/test-connections` : '/connections'
    case 'breaker-open':
      return '/runs'
    case 'drift-found':
      return `/connectors/${about.connectorId}/flows/${about.eventFlowId}`
  }
}

/**
 * Returns the event type of an alert kind in messages, such as `run.on-hold`. Topic and name are separated by
 * a full stop, as in Standard Webhooks.
 */
export const typeOfAlert = (kind: AlertKind): string => kind.replace('-', '.')

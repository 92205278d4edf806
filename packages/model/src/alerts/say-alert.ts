import type { Millis } from '../kernel/millis.ts'
import type { AlertAbout, AlertKind } from './alert.ts'

/** Current names of the things in an alert; null where there is none, or where it was deleted. */
export interface AlertNames {
  flow: string | null
  connector: string | null
  connection: string | null
  /** Of an event of a connector. */
  event: string | null
}

const flowIn = ({ flow }: AlertNames): string =>
  flow === null ? 'a flow without a name' : `the flow “${flow}”`
const serviceIn = ({ connector }: AlertNames): string => connector ?? 'its service'
const moment = (at: Millis): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** A sentence in its parts: the times in it by themselves, so that a page can say them as its reader's clock shows them. */
export const timesIn = (sentence: string): (string | Millis)[] =>
  sentence.split(/(\d{4}-\d\d-\d\d \d\d:\d\d UTC)/).map((part, at) => {
    if (at % 2 === 0) return part
    const millis = Date.parse(`${part.slice(0, 16).replace(' ', 'T')}Z`)
    return Number.isNaN(millis) ? part : millis
  })

const again = (nextAt: Millis | null): string =>
  nextAt === null ? 'It is not tried again by itself' : `It is tried again at ${moment(nextAt)}`

/** An alert as sentences: what happened to what, why, and what to do. Times are UTC, since whoever reads may be anywhere. */
export const sayAlert = (about: AlertAbout, names: AlertNames): string => {
  const [flow, service] = [flowIn(names), serviceIn(names)]
  switch (about.kind) {
    case 'subscription-lost':
      return `The subscription of ${flow} at ${service} was lost. ${about.why} Events since ${moment(about.since)} may have been missed; look at its registration.`
    case 'renewal-failed':
      return `The subscription of ${flow} at ${service} could not be renewed; it ends at ${moment(about.expiresAt)}. ${about.why} ${again(about.nextAt)}; its registration says what was answered.`
    case 'registration-uncertain':
      return `Whether ${service} took a registration of ${flow} is not known. ${about.why} Its registration says what was asked and answered; look at the service for what may stand there.`
    case 'cleanup-stuck':
      return `What ${flow} had registered at ${service} could not be taken away. ${about.why} ${again(about.nextAt)}; take it away at the service, or close its cleanup entry with a reason.`
    case 'run-on-hold':
      return `A run of ${flow} was put on hold. ${about.why} Open the run to see what it waits for.`
    case 'breaker-open': {
      const through = names.connection === null ? '' : ` through the connection “${names.connection}”`
      return `Requests to ${about.host}${through} are held back, since they keep failing. ${about.why} One is let through at ${moment(about.probeAt)} to see whether it answers again.`
    }
    case 'drift-found': {
      const event = names.event === null ? 'an event' : `“${names.event}”`
      return `What ${service} sends for ${event} is not what its event flow declares. ${about.why} Open the event flow to take it over or to let it be.`
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
    case 'run-on-hold':
      return `/runs/${about.runId}`
    case 'breaker-open':
      return '/runs'
    case 'drift-found':
      return `/connectors/${about.connectorId}/flows/${about.eventFlowId}`
  }
}

/** Returns the event type of an alert kind in messages: words separated by full stops, as Standard Webhooks requires. */
export const typeOfAlert = (kind: AlertKind): string => kind.replaceAll('-', '.')

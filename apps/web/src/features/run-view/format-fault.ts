import type { FaultData, RunKind } from '@hookwright/model'

/** Explanation of a fault: title, cause and advice. */
export interface FaultText {
  title: string
  cause: string
  tryThis: string
}

/** Ways to try again by kind of run, as the end of a sentence. */
const againBy: Record<RunKind, string> = {
  flow: 'replay the delivery',
  registration: 'turn the flow on again',
  deregistration: 'try the cleanup entry again',
  renewal: 'renew the subscription again',
  listing: 'compare with the service again',
  probe: 'turn the flow on again',
  authping: 'ping the connection again',
  test: 'run it again'
}

/** Returns advice for an HTTP status; `again` ends the sentence. */
const byStatus = (status: number): string => {
  switch (status) {
    case 400:
    case 422:
      return 'The service did not like what it was sent: compare the inputs of the card with what the reply asks for, mend the mapping, then'
    case 401:
      return 'The service does not know who asks: check the values of the connection, and whether Authenticate is on for the card, then'
    case 403:
      return 'The account of the connection may not do this: look at what the service lets it do, or take another connection, then'
    case 404:
      return 'There is nothing at this URL: check the URL of the card and the values that are put into it, then'
    case 405:
      return 'The service has this address, but not for this method: choose another method on the card, then'
    case 409:
      return 'What it asks for clashes with what the service has already: look there whether it was done before; if not,'
    case 410:
      return 'What it asks for was there and is gone: look at the service, then'
    case 413:
      return 'The body is larger than the service takes: send less of it, then'
    case 415:
      return 'The service does not read this kind of body: set the Content-Type that it asks for, then'
    case 408:
    case 425:
    case 429:
      return 'The service is busy or has had enough requests for now: wait as long as it says in Retry-After, or a few minutes, then'
  }
  if (status >= 500) return 'The service itself failed: look whether it is up, then'
  return 'The service did not accept the request: compare what the card sent with what the reply asks for, then'
}

const STOPPED = 'The server stopped in the middle'

/**
 * Advice after an interruption that left it unknown whether a registration exists.
 * No card is the cause.
 */
const SEE_IF_REGISTERED =
  'Find out whether it exists: compare with the service where its connector can list, or look there, remove it if it does, and close its entry under Registrations; then'

/**
 * Advice after an interruption of a run, part of which may have been done.
 * No card is the cause.
 */
const SEE_WHAT_WAS_DONE =
  'Nothing is to be mended at a card: look at the service what the run did before it stopped, then'

/** Titles of faults, and advice where the message has none; `again` ends the advice. */
const known: Partial<Record<FaultData['code'], { title: string; tryThis?: string }>> = {
  'http.no-answer': {
    title: 'The service did not answer',
    tryThis: 'Look whether the service is up and the host of the URL is right, then'
  },
  'http.timed-out': {
    title: 'The service took too long',
    tryThis:
      'The service may have done it all the same: look there first. Give the card more seconds if it is slow by nature, then'
  },
  'http.not-json': {
    title: 'The answer is not JSON',
    tryThis: 'Look at the reply: it may be a page of a sign-in or of a proxy. Mend the URL, then'
  },
  'http.answer-too-large': {
    title: 'The answer is too large',
    tryThis: 'Ask the service for less at once, by a page size or a filter in the URL, then'
  },
  'http.redirected': { title: 'The service sends elsewhere' },
  'http.url': {
    title: 'The URL cannot be used',
    tryThis: 'Check the URL of the card and the values that are put into it, then'
  },
  'http.header': {
    title: 'A header cannot be sent',
    tryThis: 'Check the headers of the card and the values that are put into them, then'
  },
  'http.refused-address': { title: 'The address is closed to requests' },
  'http.refused-port': { title: 'The port is closed to requests' },
  'http.host-not-allowed': { title: 'The host is not allowed' },
  'http.secret-not-allowed': { title: 'The request would reveal a password' },
  'card.body-unread': {
    title: 'The body could not be read',
    tryThis: 'Look at the body of the delivery. Once the service sends JSON,'
  },
  'card.input-missing': {
    title: 'An input got nothing',
    tryThis:
      'Go back to the step that the input is mapped from and look what it gave there; map a value that is always there, or take If/Else for events without it, then'
  },
  'card.input-type': {
    title: 'An input got a value of another type',
    tryThis:
      'Look at the value at the step that gave it; map another one, or put a card that converts it between, then'
  },
  'card.output-type': {
    title: 'An output is of another type than declared',
    tryThis:
      'Take the value out of this card or map another one; or have the maker of the connector change the declared type of the output, then'
  },
  'card.failed': {
    title: 'The flow stopped with an error',
    tryThis:
      'Look at the values that the card took: the sentence above says which of them it could not use. Mend that, then'
  },
  'card.not-sent': {
    title: 'Nothing was sent',
    tryThis:
      'This replay has no side effects, and the old run did not ask this. Replay with side effects to have it asked; or mend the flow, then'
  },
  'card.not-json': {
    title: 'A text is not JSON',
    tryThis: 'Look at the text that the card took: what gives it may answer with something else. Then'
  },
  'card.not-base64': {
    title: 'A text is not Base64',
    tryThis: 'Look at the text that the card took, and map the one that is encoded. Then'
  },
  'card.config': {
    title: 'A card is not set up',
    tryThis: 'Open the card in its flow and fill in what is missing, then'
  },
  'card.unknown': { title: 'A card is not known here' },
  'helper.gone': { title: 'A helper flow is gone', tryThis: 'Choose another flow on the card, then' },
  'run.fuel': { title: 'The run took too many steps' },
  'run.values-too-large': {
    title: 'The values of the run became too large',
    tryThis: 'Pass on smaller values or fewer items, then'
  },
  'run.not-storable': { title: 'The run could not be stored' },
  'run.depth': { title: 'Helper flows call each other too deep' },
  'run.interrupted': { title: STOPPED, tryThis: SEE_WHAT_WAS_DONE },
  'registration.uncertain': { title: STOPPED, tryThis: SEE_IF_REGISTERED },
  'registration.timed-out': {
    title: 'The registration took too long',
    tryThis: 'Look whether the service is up, and which card waited to the end, then'
  },
  'registration.cancelled': { title: 'Turning on was cancelled', tryThis: 'When it is to be on after all,' },
  'deregistration.interrupted': {
    title: STOPPED,
    tryThis: 'It is run again by itself; if that comes to nothing,'
  },
  'deregistration.timed-out': {
    title: 'The deregistration took too long',
    tryThis: 'Look whether the service is up, and which card waited to the end, then'
  },
  'connection.gone': {
    title: 'The connection is gone',
    tryThis: 'Choose another connection on the first card of the flow, apply that, then'
  },
  'connection.incomplete': { title: 'The connection lacks a value' },
  'storage.failed': {
    title: 'The disk did not take the data',
    tryThis: 'Make room on the disk of the server, then'
  },
  internal: { title: 'Hookwright itself failed' }
}

const elsewise = 'Mend the card that failed, apply the changes, then'

/** Explains a fault to a person who wants to fix it. */
export const formatFault = ({ code, message, details }: FaultData, kind: RunKind): FaultText => {
  const again = `${againBy[kind]}.`
  if (code === 'http.status') {
    const { method, url, status } = details
    return {
      title: `The service answered ${status}`,
      cause: `${method} ${url} was answered with ${status}.`,
      tryThis: `${byStatus(Number(status))} ${again}`
    }
  }
  // Where a stop left a registration, that it may exist is all that matters.
  const isInDark = code === 'run.interrupted' && kind === 'registration'
  const { title = 'A card failed', tryThis = elsewise } =
    known[isInDark ? 'registration.uncertain' : code] ?? {}
  return { title, cause: message, tryThis: `${tryThis} ${again}` }
}

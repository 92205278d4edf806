import type { FaultData, RunKind } from '@hookwright/model'

/** Explanation of a fault: title, cause and advice. */
export interface FaultText {
  title: string
  cause: string
  tryThis: string
}

/**
 * Last words of an advice, by kind of run: “replay the delivery” in “Check at the service, then replay the
 * delivery”.
 */
const againBy: Record<RunKind, string> = {
  flow: 'replay the delivery',
  registration: 'turn the flow on again',
  deregistration: 'retry the cleanup entry',
  renewal: 'renew the subscription again',
  listing: 'compare with the service again',
  probe: 'turn the flow on again',
  poll: 'wait for the next poll',
  authping: 'ping the connection again',
  revoke: 'revoke the connection again',
  test: 'run it again'
}

/**
 * Returns the beginning of the advice for an HTTP status: “Check at the service, then”. A text of `againBy`
 * completes the sentence.
 */
const byStatus = (status: number): string => {
  switch (status) {
    case 400:
    case 422:
      return 'The service rejected the data of the request. Compare the inputs of the card with the response and fix the mapping, then'
    case 401:
      return 'The credentials were missing or rejected. Check the values of the connection, and that the option “Authenticate” of the card is on, then'
    case 403:
      return 'The account of the connection lacks permission. Check its permissions at the service or use another connection, then'
    case 404:
      return 'Nothing was found at this URL. Check the URL of the card and the values mapped into it, then'
    case 405:
      return 'The URL does not allow this method. Choose another method on the card, then'
    case 409:
      return 'The request conflicts with existing data at the service. Check there whether it was already done; if not,'
    case 410:
      return 'The resource at this URL was deleted at the service. Check the URL of the card, then'
    case 413:
      return 'The body is larger than the service allows. Send less data, then'
    case 415:
      return 'The service does not support this type of body. Set the Content-Type header that the service expects, then'
    case 408:
    case 425:
    case 429:
      return 'The service is busy or its rate limit was reached. Wait for the time in Retry-After, or a few minutes, then'
  }
  if (status >= 500) return 'An error occurred at the service. Check that the service is up, then'
  return 'The service rejected the request. Fix the cause named in the response, then'
}

const STOPPED = 'The server stopped during the run'

/**
 * Beginning of the advice after an interrupted registration that may exist at the service. A text of
 * `againBy` completes the sentence.
 */
const SEE_IF_REGISTERED =
  'The registration may exist at the service. Look for it there, or use “Compare with the service”. If the registration exists, remove it and close its entry under Registrations, then'

/**
 * Beginning of the advice after an interrupted run that may have sent some of its requests. A text of
 * `againBy` completes the sentence.
 */
const SEE_WHAT_WAS_DONE =
  'No card caused this error. Check which requests the service has already processed, then'

/**
 * Title of each fault. `tryThis` is the beginning of the advice, for faults whose message has none; a text of
 * `againBy` completes the sentence.
 */
const known: Partial<Record<FaultData['code'], { title: string; tryThis?: string }>> = {
  'http.no-answer': {
    title: 'The service did not respond',
    tryThis: 'Check that the service is up and that the host of the URL is correct, then'
  },
  'http.timed-out': {
    title: 'The request timed out',
    tryThis:
      'The service may still have processed the request, so check at the service first. If the service is always slow, raise the timeout of the card, then'
  },
  'http.not-json': {
    title: 'The response is not JSON',
    tryThis: 'Look at the response: it may be a sign-in page or a proxy error. Fix the URL, then'
  },
  'http.answer-too-large': {
    title: 'The response is too large',
    tryThis: 'Request less data, for example with a page size or a filter in the URL, then'
  },
  'http.error-in-body': {
    title: 'The service reported an error',
    tryThis: 'Fix the request according to the error in the response, then'
  },
  'http.redirected': { title: 'The service redirected the request' },
  'http.url': {
    title: 'The URL is invalid',
    tryThis: 'Check the URL of the card and the values mapped into it, then'
  },
  'http.header': {
    title: 'A header is invalid',
    tryThis: 'Check the headers of the card and the values mapped into them, then'
  },
  'http.refused-address': { title: 'Requests to this address are blocked' },
  'http.refused-port': { title: 'Requests to this port are blocked' },
  'http.host-not-allowed': { title: 'The host is not allowed' },
  'http.secret-not-allowed': { title: 'The request would reveal a password' },
  'card.body-unread': {
    title: 'The body could not be read',
    tryThis: 'Look at the body of the delivery. Once the service sends valid JSON,'
  },
  'card.input-missing': {
    title: 'An input is empty',
    tryThis:
      'Check the step that provides the value. Map a value that is always present, or handle a missing value with If/Else, then'
  },
  'card.input-type': {
    title: 'An input has the wrong type',
    tryThis:
      'Look at the value in the step that returned it. Map another value, or convert this one with a card, then'
  },
  'card.output-type': {
    title: 'An output does not have the declared type',
    tryThis:
      'Map another value, or ask the maker of the connector to change the declared type of the output, then'
  },
  'card.failed': {
    title: 'The flow stopped with an error',
    tryThis:
      'Look at the inputs of the card; the message above names the one that caused the error. Fix it, then'
  },
  'card.not-sent': {
    title: 'The request was not sent',
    tryThis:
      'This replay has no side effects, and the original run did not send this request. Replay with side effects, or fix the flow, then'
  },
  'card.not-json': {
    title: 'A text is not JSON',
    tryThis: 'Look at the text input of the card: its source may return another format. Fix the mapping, then'
  },
  'card.not-base64': {
    title: 'A text is not Base64',
    tryThis: 'Look at the text input of the card and map the encoded text, then'
  },
  'card.config': {
    title: 'A card is not configured',
    tryThis: 'Select “Open card in flow” and fill in the missing settings, then'
  },
  'card.unknown': { title: 'Unknown card type' },
  'helper.gone': { title: 'A helper flow was deleted', tryThis: 'Choose another flow on the card, then' },
  'run.fuel': { title: 'The run exceeded its step limit' },
  'run.values-too-large': {
    title: 'The values of the run became too large',
    tryThis: 'Use smaller values or fewer items, then'
  },
  'run.not-storable': { title: 'The run could not be stored' },
  'run.depth': { title: 'Helper flows are nested too deeply' },
  'run.interrupted': { title: STOPPED, tryThis: SEE_WHAT_WAS_DONE },
  'registration.uncertain': { title: STOPPED, tryThis: SEE_IF_REGISTERED },
  'registration.timed-out': {
    title: 'The registration timed out',
    tryThis: 'Check that the service is up, and see which card was still waiting, then'
  },
  'registration.cancelled': { title: 'Turning on was cancelled', tryThis: 'To use the flow,' },
  'deregistration.interrupted': {
    title: STOPPED,
    tryThis: 'The deregistration is retried automatically. If that fails,'
  },
  'deregistration.timed-out': {
    title: 'The deregistration timed out',
    tryThis: 'Check that the service is up, and see which card was still waiting, then'
  },
  'connection.gone': {
    title: 'The connection was deleted',
    tryThis: 'Choose another connection on the first card of the flow and apply the change, then'
  },
  'connection.scopes-missing': {
    title: 'The service asks for more access',
    tryThis: 'Open the connection and reconnect it, then'
  },
  'connection.scopes-refused': {
    title: 'The service refused access',
    tryThis:
      'Reconnect the connection and grant the requested access, or ask an administrator of the service for access, then'
  },
  'connection.incomplete': { title: 'The connection is incomplete' },
  'storage.failed': {
    title: 'The data could not be stored',
    tryThis: 'Check the disk and the database of the server, then'
  },
  internal: { title: 'Internal error in Hookwright' }
}

const elsewise = 'Fix the failed card and apply the changes, then'

/** Returns an explanation of a fault for a person who wants to fix it. */
export const formatFault = ({ code, message, details }: FaultData, kind: RunKind): FaultText => {
  const again = `${againBy[kind]}.`
  if (code === 'http.status') {
    const { method, url, status } = details
    return {
      title: `The service responded with ${status}`,
      cause: `Request: ${method} ${url}`,
      tryThis: `${byStatus(Number(status))} ${again}`
    }
  }
  // Where a stop left a registration, that it may exist is all that matters.
  const isInDark = code === 'run.interrupted' && kind === 'registration'
  const { title = 'A card failed', tryThis = elsewise } =
    known[isInDark ? 'registration.uncertain' : code] ?? {}
  return { title, cause: message, tryThis: `${tryThis} ${again}` }
}

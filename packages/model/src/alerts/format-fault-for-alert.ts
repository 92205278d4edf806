import type { FaultCode, FaultData } from '../kernel/fault.ts'
import { faultTable } from '../kernel/fault-table.ts'

/**
 * Sentences for failed operations on subscriptions, such as “The registration flow failed”. They replace
 * fault messages that may quote a service or a card.
 */
const acts: Partial<Record<FaultCode, string>> = {
  'registration.refused': 'The registration flow failed',
  'registration.may-exist': 'The registration flow failed after it had sent its request',
  'registration.timed-out': 'The registration flow did not finish in time',
  'registration.probe-failed': 'The request for a test event failed',
  'registration.not-proven': 'The service sent no test event in time',
  'deregistration.failed': 'The deregistration flow failed',
  'deregistration.timed-out': 'The deregistration flow did not finish in time',
  'renewal.uncertain': 'The response to the renewal was lost'
}

/** Causes of a failure, as parts of a sentence: “the service answered {status}”. */
const causes: Partial<Record<FaultCode, string>> = {
  'http.status': 'the service answered {status}',
  'http.redirected': 'the service answered {status}, a redirect',
  'http.error-in-body': 'the service reported an error in its response',
  'http.no-answer': 'the service gave no answer',
  'http.timed-out': 'the service took too long to answer',
  'http.held': 'requests to the service are blocked because too many of them failed',
  'http.answer-too-large': 'the response of the service is too large',
  'http.not-json': 'the service answered with something other than JSON',
  'http.url': 'its URL is not valid',
  'http.header': 'one of its headers is not valid',
  'http.refused-address': 'the address of the service is not allowed',
  'http.refused-port': 'the port of the service is not allowed',
  'http.host-not-allowed': 'the credentials may not be sent to that host',
  'http.secret-not-allowed': 'a password of the connection may not be sent to that host',
  'connection.gone': 'its connection no longer exists',
  'connection.incomplete': 'its connection has no value for a required field',
  'connection.no-token': 'the service returned no access token',
  'connection.scopes-missing': 'the service asks for more access than its connection has',
  'connection.scopes-refused': 'the service asks for more access than its connection was given',
  'card.body-unread': 'the body of the request was empty or could not be read as JSON',
  'card.input-missing': 'a required input of a card received no value',
  'card.input-type': 'an input of a card received a value of another type',
  'card.output-type': 'a card reads an output whose value does not fit its declared type',
  'card.failed': 'a card failed'
}

type CodedFault = Pick<FaultData, 'code' | 'details'>

/**
 * Fills the placeholders of a sentence, such as “{status}”, with numbers. Returns null if a value is not a
 * number, because a text may quote the service.
 */
const withNumbers = (sentence: string, details: FaultData['details']): string | null => {
  let isPlain = true
  const filled = sentence.replace(/\{([\w|]+)\}/g, (_, name: string) => {
    const value = details[name]
    if (typeof value !== 'number') isPlain = false
    return String(value)
  })
  return isPlain ? filled : null
}

const isCode = (code: unknown): code is FaultCode =>
  typeof code === 'string' && Object.hasOwn(faultTable, code)

const causeOf = ({ code, details }: CodedFault): string | null => {
  const cause = causes[code]
  return cause === undefined ? null : withNumbers(cause, details)
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/**
 * Formats a fault as sentences that may be sent to external endpoints. They consist only of fixed texts and
 * numbers, since responses, card messages and requests may contain secrets or personal data. Full details
 * stay in the trace.
 */
export const formatFaultForAlert = (fault: CodedFault): string => {
  const { code, details } = fault
  const act = acts[code]
  if (act === undefined) {
    const own = causeOf(fault)
    if (own !== null) return `${capital(own)}.`
    // What is kept may be of a code that the table has no more.
    const sentence = isCode(code) ? withNumbers(faultTable[code].sentence, details) : null
    return sentence ?? `The attempt failed with the error ${code}.`
  }
  const cause = isCode(details.cause) ? causeOf({ code: details.cause, details }) : null
  return cause === null ? `${act}.` : `${act}: ${cause}.`
}

import { faultTable } from './fault-table.ts'

/** Code of a fault: a key of the table. */
export type FaultCode = keyof typeof faultTable

/** Values in a fault's message. */
export type FaultDetails = Record<string, string | number>

/** Fault as data, as stored in the database and shown on pages. */
export interface FaultData {
  code: FaultCode
  message: string
  details: FaultDetails
}

/** Adds a full stop to a quoted text if it has no end mark, so that another sentence can follow. */
const ended = (text: string): string => (text === '' || /[.!?…]$/.test(text) ? text : `${text}.`)

/** Fills placeholders in a message. `{one|other}` uses `other` if `one` is missing. */
const fill = (sentence: string, details: FaultDetails): string =>
  sentence.replace(/\{([\w|]+)\}(?=( \p{Lu})?)/gu, (_, names: string, next?: string) => {
    const found = names.split('|').find(name => details[name] !== undefined)
    const text = found === undefined ? '' : String(details[found])
    return next === undefined ? text : ended(text)
  })

/**
 * Error class of the whole project. It has a code of the fault table, the message with its placeholders
 * filled, and the details.
 */
export class Fault extends Error {
  readonly code: FaultCode
  readonly details: FaultDetails

  constructor(code: FaultCode, details: FaultDetails = {}, cause?: unknown) {
    super(fill(faultTable[code].sentence, details), cause === undefined ? {} : { cause })
    this.name = 'Fault'
    this.code = code
    this.details = details
  }

  /** Returns the fault without its stack, for storage or transmission. */
  toData(): FaultData {
    return { code: this.code, message: this.message, details: this.details }
  }
}

/** Returns the HTTP status of a fault. */
export const httpStatusOf = (code: FaultCode): number => faultTable[code].http

/** Converts a thrown value to a fault. Anything unexpected becomes `internal`, with its cause for the log. */
export const toFault = (thrown: unknown): Fault =>
  thrown instanceof Fault ? thrown : new Fault('internal', {}, thrown)

/**
 * Returns true for a fault after which nothing is stored and the run must not continue. The store has failed,
 * or another process has taken over the run.
 */
export const isUnwritten = ({ code }: Pick<Fault, 'code'>): boolean =>
  code === 'storage.failed' || code === 'run.taken-over'

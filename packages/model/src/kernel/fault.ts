import { faultTable } from './fault-table.ts'

/** A fault's code: one entry of the table. */
export type FaultCode = keyof typeof faultTable

/** The values that a fault's sentence names. */
export type FaultDetails = Record<string, string | number>

/** A fault as data: what is kept in rows and sent to pages. */
export interface FaultData {
  code: FaultCode
  message: string
  details: FaultDetails
}

/** Ends a text like a sentence, for words of others that another sentence follows. */
const ended = (text: string): string => (text === '' || /[.!?…]$/.test(text) ? text : `${text}.`)

/** For `{one|other}`, uses `other` if `one` is missing. */
const fill = (sentence: string, details: FaultDetails): string =>
  sentence.replace(/\{([\w|]+)\}(?=( \p{Lu})?)/gu, (_, names: string, next?: string) => {
    const found = names.split('|').find(name => details[name] !== undefined)
    const text = found === undefined ? '' : String(details[found])
    return next === undefined ? text : ended(text)
  })

/** The one thing that is thrown: a code of the table, its sentence filled in, and the values it names. */
export class Fault extends Error {
  readonly code: FaultCode
  readonly details: FaultDetails

  constructor(code: FaultCode, details: FaultDetails = {}, cause?: unknown) {
    super(fill(faultTable[code].sentence, details), cause === undefined ? {} : { cause })
    this.name = 'Fault'
    this.code = code
    this.details = details
  }

  /** The fault without its stack, to be kept or sent. */
  toData(): FaultData {
    return { code: this.code, message: this.message, details: this.details }
  }
}

/** The HTTP status that answers a fault. */
export const httpStatusOf = (code: FaultCode): number => faultTable[code].http

/** Converts a thrown value to a fault. Anything unexpected becomes `internal`, with its cause for the log. */
export const toFault = (thrown: unknown): Fault =>
  thrown instanceof Fault ? thrown : new Fault('internal', {}, thrown)

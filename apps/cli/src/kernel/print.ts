import type { Fault } from '@hookwright/model'
import type { Report } from './command.ts'
import { codeOfFault } from './faults.ts'

/** Text for standard output and standard error. */
export interface Printed {
  output: string
  errors: string
}

const line = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)

const json = (value: object, isStream = false): string =>
  `${JSON.stringify(value, null, isStream ? undefined : 2)}\n`

/** Formats the result of a command for standard output and standard error. */
export const printReport = (report: Report, warnings: string[], isJson: boolean): Printed => {
  const { text, data, failed = false } = report
  if (!isJson) return { output: line(text), errors: warnings.map(line).join('') }
  if (data === null) return { output: '', errors: warnings.map(line).join('') }
  return { output: json({ ok: !failed, ...data, ...(warnings.length > 0 && { warnings }) }), errors: '' }
}

/** Formats a fault that ended a command. JSON goes to standard output, as a single line for a stream. */
export const printFault = (
  fault: Fault,
  warnings: string[],
  { isJson, isStream }: { isJson: boolean; isStream: boolean }
): Printed => {
  const { message, details } = fault
  if (!isJson) return { output: '', errors: [...warnings, message].map(line).join('') }
  const { code: _, what: __, ...named } = details
  const error = {
    code: codeOfFault(fault),
    message,
    ...(Object.keys(named).length > 0 && { details: named })
  }
  const result = { ok: false, error, ...(warnings.length > 0 && { warnings }) }
  return { output: json(result, isStream), errors: '' }
}

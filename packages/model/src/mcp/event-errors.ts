import type { Fault, FaultCode } from '../kernel/fault.ts'

/**
 * Error codes by name, in two sets. `sep` has the codes of SEP-3415; `sketch` has those of the earlier design
 * sketch, which ChatGPT expects.
 */
export const eventErrors = {
  NotFound: { sep: -32023, sketch: -32011 },
  Forbidden: { sep: -32024, sketch: -32012 },
  ResourceExhausted: { sep: -32025, sketch: -32013 },
  Unsupported: { sep: -32026, sketch: -32014 },
  CallbackEndpointError: { sep: -32027, sketch: -32015 }
} as const
export type EventErrorName = keyof typeof eventErrors

/** Set of error codes that a client understands. */
export type EventErrorCodes = 'sep' | 'sketch'

/** Error of the events extension as data, in a JSON-RPC error or in a notice that a subscription ended. */
export interface EventError {
  code: number
  message: EventErrorName
  data?: Record<string, unknown>
}

/** Returns an error of the events extension, with the code that the client expects. */
export const eventErrorOf = (
  name: EventErrorName,
  data: Record<string, unknown> | undefined,
  codes: EventErrorCodes
): EventError => ({ code: eventErrors[name][codes], message: name, ...(data && { data }) })

/** Returns the set of error codes for a client, by its name. ChatGPT uses the codes of the design sketch. */
export const eventErrorCodesFor = (clientName: string): EventErrorCodes =>
  /^(openai|chatgpt)/i.test(clientName.trim()) ? 'sketch' : 'sep'

const nameOfFault: Partial<Record<FaultCode, EventErrorName>> = {
  'agent-events.unknown-event': 'NotFound',
  'agent-events.unknown-subscription': 'NotFound',
  'agent-events.forbidden': 'Forbidden',
  'agent-events.too-many': 'ResourceExhausted',
  'agent-events.unsupported': 'Unsupported',
  'agent-events.callback': 'CallbackEndpointError'
}

/** Returns the data of an extension error, with the member names that the events extension defines. */
const dataOf = ({ code, details, message }: Fault): Record<string, unknown> => {
  switch (code) {
    case 'agent-events.unknown-event':
      return { kind: 'event' }
    case 'agent-events.unknown-subscription':
      return { kind: 'subscription' }
    case 'agent-events.forbidden':
      return { reason: details.why ?? message }
    case 'agent-events.too-many':
      return { limit: details.limit, max: details.most }
    case 'agent-events.unsupported':
      return { feature: details.feature, value: details.value }
    case 'agent-events.callback':
      return { reason: details.reason }
    default:
      return {}
  }
}

/** Returns the error of the events extension for a fault; `null` if the extension has no such error. */
export const eventErrorOfFault = (fault: Fault): EventError | null => {
  const name = nameOfFault[fault.code]
  if (name === undefined) return null
  return eventErrorOf(name, dataOf(fault), fault.details.codes === 'sketch' ? 'sketch' : 'sep')
}

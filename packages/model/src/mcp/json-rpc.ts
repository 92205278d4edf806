import { type FaultCode, toFault } from '../kernel/fault.ts'
import { eventErrorOfFault } from './event-errors.ts'
import { TASKS_EXTENSION } from './task.ts'

/** Error codes of JSON-RPC 2.0 that the Model Context Protocol uses. */
export const jsonRpcCodes = {
  parse: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  missingCapability: -32021
} as const

/** Error of a JSON-RPC response. */
export interface JsonRpcError {
  code: number
  message: string
  data?: Record<string, unknown>
}

/**
 * JSON-RPC error codes of faults. A fault without a code here becomes an internal error with the fault code
 * in its data.
 */
const codes: Partial<Record<FaultCode, number>> = {
  'agents.no-such-tool': jsonRpcCodes.invalidParams,
  'agents.invalid-params': jsonRpcCodes.invalidParams,
  'agents.no-such-call': jsonRpcCodes.invalidParams,
  'input.invalid': jsonRpcCodes.invalidParams
}

/** Returns the JSON-RPC error for a thrown value. An unexpected error does not reveal its cause. */
export const jsonRpcErrorOf = (thrown: unknown): JsonRpcError => {
  const fault = toFault(thrown)
  const ofEvents = eventErrorOfFault(fault)
  if (ofEvents !== null) return ofEvents
  const { code, message, details } = fault.toData()
  if (code === 'agents.needs-tasks') {
    const data = { requiredCapabilities: { extensions: { [TASKS_EXTENSION]: {} } } }
    return { code: jsonRpcCodes.missingCapability, message, data }
  }
  return { code: codes[code] ?? jsonRpcCodes.internal, message, data: { fault: code, details } }
}

import type { Conversion, ConversionRequest, ReadDocument } from '@hookwright/backend/openapi'
import { Fault, type FaultCode, type FaultDetails, type Id, toFault } from '@hookwright/model'

/** Question for the thread that reads OpenAPI documents. */
export type DocumentQuestion =
  | { act: 'read'; id: Id; name: string; body: Uint8Array }
  | ({ act: 'convert' } & ConversionRequest)
  | { act: 'drop'; ids: Id[] }

/** Answer of the thread: a result, or the fault behind what was thrown. Questions without a result have none. */
export type DocumentAnswer =
  | { ok: true; result: ReadDocument | Conversion | null }
  | { ok: false; code: FaultCode; details: FaultDetails }

/** Writes what was thrown as a message. */
export const refusalOf = (thrown: unknown): DocumentAnswer => {
  const { code, details } = toFault(thrown)
  return { ok: false, code, details }
}

/** Reads a fault from a message. */
export const faultIn = ({ code, details }: { code: FaultCode; details: FaultDetails }): Fault =>
  new Fault(code, details)

import type { Conversion, ConversionRequest, ReadDocument } from '@hookwright/backend/openapi'
import { Fault, type FaultCode, type FaultDetails, type Id, toFault } from '@hookwright/model'

/** Question for the thread that reads OpenAPI documents. */
export type DocumentQuestion =
  | { act: 'read'; id: Id; name: string; body: Uint8Array }
  | ({ act: 'convert' } & ConversionRequest)
  | { act: 'drop'; ids: Id[] }

/** Answer of the thread: a result or a fault. The result is null for a question without a result. */
export type DocumentAnswer =
  | { ok: true; result: ReadDocument | Conversion | null }
  | { ok: false; code: FaultCode; details: FaultDetails }

/** Converts an error inside the thread to the answer that the thread sends. */
export const refusalOf = (thrown: unknown): DocumentAnswer => {
  const { code, details } = toFault(thrown)
  return { ok: false, code, details }
}

/** Converts the error in the thread's answer back to a fault. */
export const faultIn = ({ code, details }: { code: FaultCode; details: FaultDetails }): Fault =>
  new Fault(code, details)

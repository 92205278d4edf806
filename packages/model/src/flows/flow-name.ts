import { z } from 'zod'

/** Names that the platform gives a meaning of its own. */
export const reservedFlowNames = ['_authping', '_revoke'] as const

/** A flow's name while it is drawn: any short text without spaces at its ends. The deploy rule is stricter. */
export const FlowName = z
  .string()
  .trim()
  .min(1, 'A flow needs a name; type one.')
  .max(100, 'A flow name has at most 100 characters; shorten it.')
export type FlowName = z.infer<typeof FlowName>

/** What a name must be before its flow can be deployed or turned on, or null when it is fine. */
export const flawOfFlowName = (name: string | null): string | null => {
  if (name === null) return 'The flow has no name yet; save it under one.'
  if (/^[\p{L}\p{M}\p{N}]+( +[\p{L}\p{M}\p{N}]+)*$/u.test(name)) return null
  return `The flow name “${name}” may hold letters, digits and single words apart by spaces only; rename the flow.`
}

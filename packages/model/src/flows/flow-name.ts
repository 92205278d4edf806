import { z } from 'zod'
import type { FlowKind } from './signature.ts'

/** The longest flow name. */
const LONGEST = 100

/** Names that the platform gives a meaning of its own. */
export const reservedFlowNames = ['_authping', '_revoke'] as const

/** Returns the reserved name of flows of a kind; null for kinds without one. */
export const reservedNameOf = (kind: FlowKind | null): (typeof reservedFlowNames)[number] | null => {
  if (kind === 'authping') return '_authping'
  return kind === 'revoke' ? '_revoke' : null
}

/** The code under which a reserved name is refused to a flow of this kind, or null when the flow may have the name. */
export const codeOfReservedName = (
  name: string | null,
  kind: FlowKind | null
): 'CBDE000005H' | 'CBDE000007H' | null => {
  switch (name?.toLowerCase()) {
    case '_authping':
      return name === '_authping' && kind === 'authping' ? null : 'CBDE000005H'
    case '_revoke':
      return name === '_revoke' && kind === 'revoke' ? null : 'CBDE000007H'
    default:
      return null
  }
}

/** A flow's name while it is drawn: any short text without spaces at its ends. The deploy rule is stricter. */
export const FlowName = z
  .string()
  .trim()
  .min(1, 'Enter a name for the flow.')
  .max(LONGEST, 'A flow name has at most 100 characters. Shorten it.')
export type FlowName = z.infer<typeof FlowName>

/** Returns a flow name's flaw that blocks deploying or turning on, or null without any. */
export const flawOfFlowName = (name: string | null): string | null => {
  if (name === null) return 'The flow has no name yet. Save it under a name.'
  if (/^[\p{L}\p{M}\p{N}]+( +[\p{L}\p{M}\p{N}]+)*$/u.test(name)) return null
  return `The flow name “${name}” may contain only letters, digits and spaces between words. Rename the flow.`
}

/** The wanted name, or the first of “name 2”, “name 3” … that no flow has; letter case does not tell names apart. */
export const freeFlowName = (wanted: string, taken: readonly string[]): string => {
  const used = new Set(taken.map(name => name.toLowerCase()))
  const named = (number: number): string => {
    const tail = number === 1 ? '' : ` ${number}`
    // A letter that takes two code units is not cut in half.
    const head = wanted.slice(0, LONGEST - tail.length).replace(/[\uD800-\uDBFF]$/, '')
    return `${head.trimEnd()}${tail}`
  }
  let number = 1
  while (used.has(named(number).toLowerCase())) number += 1
  return named(number)
}

/** The name of a copy: the first of “name 2”, “name 3” … that is free. A number at the end of the name is counted on. */
export const nameOfCopy = (name: string, taken: readonly string[], longest: number = LONGEST): string => {
  const used = new Set(taken.map(other => other.toLowerCase()))
  const base = name.replace(/ \d{1,4}$/, '')
  for (let number = 2; ; number += 1) {
    const tail = ` ${number}`
    // A letter that takes two code units is not cut in half.
    const head = base.slice(0, longest - tail.length).replace(/[\uD800-\uDBFF]$/, '')
    const copy = `${head.trimEnd()}${tail}`
    if (!used.has(copy.toLowerCase())) return copy
  }
}

import { z } from 'zod'
import { cutText } from '../kernel/cut-text.ts'
import type { FlowKind } from './signature.ts'

/** Maximum length of a flow name. */
export const LONGEST_FLOW_NAME = 100

/** Reserved names with a special meaning. */
export const reservedFlowNames = ['_authping', '_revoke'] as const

/** Returns the reserved name of flows of a kind; null for kinds without one. */
export const reservedNameOf = (kind: FlowKind | null): (typeof reservedFlowNames)[number] | null => {
  if (kind === 'authping') return '_authping'
  return kind === 'revoke' ? '_revoke' : null
}

/**
 * Returns the problem code of a reserved name for a flow of this kind, or null when it is allowed.
 */
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

/**
 * Name of a flow in a draft: any short text without surrounding spaces. Deployment has stricter
 * rules.
 */
export const FlowName = z
  .string()
  .trim()
  .min(1, 'Enter a name for the flow.')
  .max(LONGEST_FLOW_NAME, 'A flow name has at most 100 characters. Shorten it.')
export type FlowName = z.infer<typeof FlowName>

/** Returns the error of a flow name that blocks deploying or turning on; `null` if there is none. */
export const validateFlowName = (name: string | null): string | null => {
  if (name === null) return 'The flow has no name yet. Save it under a name.'
  if (/^[\p{L}\p{M}\p{N}]+( +[\p{L}\p{M}\p{N}]+)*$/u.test(name)) return null
  return `The flow name “${name}” may contain only letters, digits and spaces between words. Rename the flow.`
}

/** Returns the name with a number appended, unless the number is 1. */
const numbered = (name: string, number: number, longest = LONGEST_FLOW_NAME): string => {
  const tail = number === 1 ? '' : ` ${number}`
  return `${cutText(name, longest - tail.length).trimEnd()}${tail}`
}

/** Generator of distinct names for several new flows. */
export interface FlowNames {
  /** Returns and reserves the name, or the first unused “name 2”, “name 3” …, ignoring case. */
  take: (wanted: string) => string
}

/** Creates a generator of flow names that differ from the taken names. */
export const createFlowNames = (taken: readonly string[]): FlowNames => {
  const used = new Set(taken.map(name => name.toLowerCase()))
  /**
   * First number that may be unused, by name. It avoids trying the same numbers again if many flows have the
   * same name.
   */
  const numbers = new Map<string, number>()
  return {
    take: wanted => {
      let number = numbers.get(wanted) ?? 1
      while (used.has(numbered(wanted, number).toLowerCase())) number += 1
      numbers.set(wanted, number + 1)
      const name = numbered(wanted, number)
      used.add(name.toLowerCase())
      return name
    }
  }
}

/** Returns the name if unused; otherwise the first unused “name 2”, “name 3” …, ignoring case. */
export const freeFlowName = (wanted: string, taken: readonly string[]): string =>
  createFlowNames(taken).take(wanted)

/**
 * Returns the name of a copy: the first unused “name 2”, “name 3” …. A number at the end of the name is
 * replaced.
 */
export const nameOfCopy = (
  name: string,
  taken: readonly string[],
  longest: number = LONGEST_FLOW_NAME
): string => {
  const used = new Set(taken.map(other => other.toLowerCase()))
  const base = name.replace(/ \d{1,4}$/, '')
  for (let number = 2; ; number += 1) {
    const copy = numbered(base, number, longest)
    if (!used.has(copy.toLowerCase())) return copy
  }
}

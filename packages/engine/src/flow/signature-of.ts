import { type Flow, type FlowSignature, startCardOf } from '@hookwright/model'
import type { Specs } from '../card/define-card.ts'
import { lastCardOf } from './last-card.ts'

/**
 * Returns the signature of a flow for its callers, derived from its start and return cards. `null` while the
 * start card cannot be parsed.
 */
export const signatureOf = (
  flow: { id: string; name: string | null; doc: Flow },
  specs: Specs
): FlowSignature | null => {
  const startCard = startCardOf(flow.doc)
  if (startCard === undefined) return null
  const starts = specs.get(startCard.type)?.starts
  const start = starts?.signature(startCard.config)
  if (starts === undefined || starts === null || start === undefined || start === null) return null
  const lastCard = lastCardOf(flow.doc, specs)
  const returned = lastCard && specs.get(lastCard.type)?.returns?.signature(lastCard.config)
  return {
    id: flow.id,
    name: flow.name,
    kind: starts.kind,
    options: start.options,
    inputs: start.inputs,
    ...(start.inputGroups !== undefined && { inputGroups: start.inputGroups }),
    ...(start.selectable && { selectable: true as const }),
    ...(start.effect !== undefined && { effect: start.effect }),
    outputs: returned?.outputs ?? [],
    runMode: returned?.runMode ?? false
  }
}

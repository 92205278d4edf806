import { type Field, type FieldId, type Flow, isEventKind, readersOf, startCardOf } from '@hookwright/model'
import { optionPortId } from '../card/catalog.ts'
import type { Specs } from '../card/define-card.ts'
import { helperUsesOf } from './helper-uses.ts'

/**
 * Returns the ports of the options that a binding reads or a helper flow receives. Options passed only to
 * load the choices of an unused option do not count.
 */
const usedPortsOf = (
  flow: Flow,
  start: string,
  options: ReadonlySet<FieldId>,
  specs: Specs
): Set<FieldId> => {
  const used = new Set(readersOf(flow, start).map(({ pill }) => pill.field))
  const sources = Object.values(flow.cards).flatMap(card => {
    const spec = specs.get(card.type)
    return spec === undefined ? [] : helperUsesOf(card, spec).flatMap(({ source }) => source ?? [])
  })
  for (let before = -1; before < used.size; ) {
    before = used.size
    for (const { field, inputs } of sources) {
      if (options.has(field) && !used.has(field)) continue
      for (const input of Object.values(inputs)) if ('option' in input) used.add(optionPortId(input.option))
    }
  }
  return used
}

/** Returns the options of an event or action that no card and no helper flow reads. */
export const unusedOptionsOf = (flow: Flow, specs: Specs): Field[] => {
  const start = startCardOf(flow)
  const signature = start && specs.get(start.type)?.starts?.signature(start.config)
  if (start === undefined || signature === undefined || signature === null) return []
  const isOffered = isEventKind(signature.kind) || signature.kind === 'action'
  if (!isOffered || signature.options.length === 0) return []
  const ports = new Set(signature.options.map(({ id }) => optionPortId(id)))
  const used = usedPortsOf(flow, start.id, ports, specs)
  return signature.options.filter(({ id }) => !used.has(optionPortId(id)))
}

/** Formats the warning about an unused option. */
export const formatUnusedOption = ({ label }: Pick<Field, 'label'>): string =>
  `Nothing uses the option “${label}”, so the value that users enter has no effect. Map it to an input of a helper flow or of a card, or remove it.`

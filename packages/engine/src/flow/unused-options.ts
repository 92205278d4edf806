import { type Field, type FieldId, type Flow, isEventKind, startCardOf } from '@hookwright/model'
import type { Specs } from '../card/define-card.ts'
import { optionPortId } from '../card/surroundings.ts'

/** Adds the options that a part of a flow reads: as a value of the start card, or as the input of a helper flow. */
const collectOptions = (part: unknown, start: string, used: Set<FieldId>): void => {
  if (typeof part !== 'object' || part === null) return
  if ('card' in part && part.card === start && 'field' in part && typeof part.field === 'string')
    used.add(part.field)
  if ('option' in part && typeof part.option === 'string') used.add(optionPortId(part.option))
  for (const inner of Object.values(part)) collectOptions(inner, start, used)
}

/** Returns the options of an event or action that no card and no helper flow reads. */
export const unusedOptionsOf = (flow: Flow, specs: Specs): Field[] => {
  const start = startCardOf(flow)
  const signature = start && specs.get(start.type)?.starts?.signature(start.config)
  if (start === undefined || signature === undefined || signature === null) return []
  const isOffered = isEventKind(signature.kind) || signature.kind === 'action'
  if (!isOffered || signature.options.length === 0) return []
  const used = new Set<FieldId>()
  collectOptions(flow.cards, start.id, used)
  return signature.options.filter(({ id }) => !used.has(optionPortId(id)))
}

/** Formats the warning about an option that nothing reads. */
export const sayUnusedOption = ({ label }: Pick<Field, 'label'>): string =>
  `Nothing uses the option “${label}”, so the value that users enter has no effect. Map it to an input of a helper flow or of a card, or remove it.`

import { type PillStyle, typeOfSample } from '@hookwright/cards/views'
import { nameInside, type Pill, type ValueType, valueAt } from '@hookwright/model'
import type { Drawing } from '../drawing/drawing.ts'
import { typeOfPill } from './aim.ts'
import { lostNameOf } from './lost-names.ts'

/** Returns the type of the value in the shown outputs; null if there is no value. */
const seenTypeOf = (
  outputs: Record<string, unknown> | undefined,
  { field, path }: Pill
): ValueType | null => {
  const value = valueAt(outputs?.[field], path)
  return value === undefined || value === null ? null : typeOfSample(value)
}

/**
 * Returns the appearance of a pill.
 *
 * A pill of type Any looks like the value in the shown outputs. A pill of a deleted output keeps its former
 * name, if known.
 */
export const pillViewOf = ({ view, cards }: Pick<Drawing, 'view' | 'cards'>, pill: Pill): PillStyle => {
  const drawn = cards.get(pill.card)
  const ports = drawn === undefined ? null : view.portsOf(drawn.card)
  const port = [...(ports?.outputs ?? []), ...(ports?.joins ?? []), ...(ports?.inner ?? [])].find(
    output => output.id === pill.field
  )
  const declared = typeOfPill(view, pill)
  const seen = declared?.kind === 'any' ? seenTypeOf(drawn?.values?.outputs, pill) : null
  const type = seen ?? declared
  const known = port === undefined ? lostNameOf(pill) : null
  const label = port?.label ?? known?.label ?? 'Unmapped'
  return {
    label: nameInside(label, pill.path),
    source: drawn?.name ?? known?.source ?? 'card that is not in this flow',
    type: type ?? known?.type ?? { kind: 'any', list: false },
    lost: port === undefined || type === null
  }
}

import type { PillStyle } from '@hookwright/cards/views'
import { nameInside, type Pill } from '@hookwright/model'
import type { Drawing } from '../drawing/drawing.ts'
import { typeOfPill } from './aim.ts'
import { lostNameOf } from './lost-names.ts'

/** Returns the appearance of a pill. A pill of a deleted output keeps its former name, if known. */
export const pillViewOf = ({ view, cards }: Pick<Drawing, 'view' | 'cards'>, pill: Pill): PillStyle => {
  const drawn = cards.get(pill.card)
  const ports = drawn === undefined ? null : view.portsOf(drawn.card)
  const port = [...(ports?.outputs ?? []), ...(ports?.joins ?? []), ...(ports?.inner ?? [])].find(
    output => output.id === pill.field
  )
  const type = typeOfPill(view, pill)
  const known = port === undefined ? lostNameOf(pill) : null
  const label = port?.label ?? known?.label ?? 'Unmapped'
  return {
    label: nameInside(label, pill.path),
    source: drawn?.name ?? known?.source ?? 'deleted card',
    type: type ?? known?.type ?? { kind: 'any', list: false },
    lost: port === undefined || type === null
  }
}

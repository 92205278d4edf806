import type { CardSpec } from '@hookwright/engine'
import type { Card } from '@hookwright/model'
import type { Lane } from './lane.ts'
import type { CardValues } from './rows-given.ts'
import type { CardRows } from './rows-of.ts'

/** Props of a card's view. */
export interface FaceProps {
  card: Card
  spec: CardSpec
  rows: CardRows
  /** The rooms of its blocks; empty in a list, where nothing stands beside anything else. */
  lanes: Lane[]
  /** Values of the card in a run, while they are shown. */
  values: CardValues | null
}

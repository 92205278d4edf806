import type { CardSpec } from '@hookwright/engine'
import type { Card } from '@hookwright/model'
import type { Lane } from './lane.ts'
import type { CardValues } from './rows-given.ts'
import type { CardRows } from './rows-of.ts'

/** What a card's face is drawn from. */
export interface FaceProps {
  card: Card
  spec: CardSpec
  rows: CardRows
  /** The rooms of its blocks; empty in a list, where nothing stands beside anything else. */
  lanes: Lane[]
  /** What a run took and gave, while its values are shown. */
  values: CardValues | null
}

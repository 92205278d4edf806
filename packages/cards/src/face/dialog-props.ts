import type { CardSpec } from '@hookwright/engine'
import type { Card } from '@hookwright/model'

/** What a dialog of a card is opened with. It changes the card and closes itself through the workbench. */
export interface DialogProps {
  card: Card
  spec: CardSpec
}

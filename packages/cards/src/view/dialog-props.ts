import type { CardSpec } from '@hookwright/engine'
import type { Card, FieldId } from '@hookwright/model'

/** Props of a card's dialog. It changes the card and closes itself through the workbench. */
export interface DialogProps {
  card: Card
  spec: CardSpec
  /** The field of the problem that led here; the dialog opens where it is mended. */
  at?: FieldId | undefined
}

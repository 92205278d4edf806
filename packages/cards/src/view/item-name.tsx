import type { FieldsSetting } from '@hookwright/engine'
import type { Card, FieldId } from '@hookwright/model'
import { EditableName } from '@hookwright/ui'
import { nameOfItem, renameItem } from './field-items.ts'
import { useWorkbench } from './workbench.ts'

/** Inline editor for the name of a field in a card's list. */
export const ItemName = ({
  card,
  setting,
  id,
  place,
  onLeave
}: {
  card: Card
  setting: FieldsSetting
  id: FieldId
  /** Key of the element on the card that gets the focus after editing. */
  place: string
  onLeave: () => void
}) => {
  const bench = useWorkbench()
  const name = nameOfItem(card, setting, id)
  return (
    <EditableName
      value={name}
      label={`Name of ${name}`}
      className="h-6 text-label"
      onKeep={next => bench.change(`rename ${name}`, renameItem(card, setting, id, next))}
      onLeave={byKey => {
        onLeave()
        if (byKey) bench.requestFocus(card.id, place, 'focus')
      }}
    />
  )
}

import type { FieldsSetting } from '@hookwright/engine'
import type { Card } from '@hookwright/model'
import { Button } from '@hookwright/ui'
import { Plus } from 'lucide-react'
import { addItem, placeOfItem } from './field-items.ts'
import { measures } from './measures.ts'
import { useWorkbench } from './workbench.ts'

/** Adds a field to a card's own list; its name is the next thing to type. */
export const AddField = ({ card, setting }: { card: Card; setting: FieldsSetting }) => {
  const bench = useWorkbench()
  const noun = setting.noun.toLowerCase()
  return (
    <div className="flex items-center px-2" style={{ height: measures.add }}>
      <Button
        look="quiet"
        size="card"
        icon={<Plus aria-hidden className="size-3.5" strokeWidth={2} />}
        className="nodrag"
        onClick={() => {
          const id = bench.newId()
          bench.change(`add ${noun}`, addItem(card, setting, id))
          bench.wish(card.id, placeOfItem(card, setting, id), 'rename')
        }}
      >
        Add {noun}
      </Button>
    </div>
  )
}

import { TextArea } from '@hookwright/ui'
import type { CardBodyProps } from '../view/card-view.ts'
import { measures } from '../view/measures.ts'
import { heightOfRows } from '../view/row.ts'
import { useWorkbench } from '../view/workbench.ts'

/** Body of a note card: text on its own background. */
export const NoteBody = ({ card, rows }: CardBodyProps) => {
  const bench = useWorkbench()
  return (
    <div
      className="card-rows flex rounded-b-m bg-ok-soft px-3"
      style={{ minHeight: heightOfRows(rows.head), paddingBlock: measures.pad }}
    >
      <TextArea
        label="Note"
        hideLabel
        size="card"
        placeholder="Write a note…"
        value={typeof card.config.text === 'string' ? card.config.text : ''}
        className="nodrag nopan nowheel grow"
        inputClass="h-full border-transparent! bg-transparent! resize-none field-sizing-fixed hover:border-line-strong!"
        onValueChange={text =>
          bench.change(
            'write a note',
            { kind: 'configure', card: card.id, config: { ...card.config, text } },
            `${card.id} text`
          )
        }
        onBlur={bench.endTyping}
      />
    </div>
  )
}

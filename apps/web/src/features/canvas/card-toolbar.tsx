import type { CardId } from '@hookwright/model'
import { IconButton } from '@hookwright/ui'
import { isMac } from '../../kit/actions/is-mac.ts'
import { shownShortcut } from '../../kit/actions/shortcut.ts'
import { cardCommands } from './commands/card-commands.ts'
import { useCanvas, useUiState } from './use-canvas.tsx'

/** Ids of the toolbar's commands, in order. The card's menu has all commands. */
const shown = ['card.run', 'card.run-up-to', 'card.duplicate', 'card.note', 'card.delete']

const Buttons = ({ card, name }: { card: CardId; name: string }) => {
  const canvas = useCanvas()
  const commands = cardCommands(canvas)
  const cards = [card]
  return (
    <div role="toolbar" aria-label={`Actions for ${name}`} className="card-toolbar nodrag nopan">
      {shown.flatMap(id => {
        const command = commands.find(each => each.id === id)
        // What is refused stands in the menu, with the reason.
        if (command?.when(cards) !== true) return []
        const [keys] = command.keys
        return [
          <IconButton
            key={id}
            size="small"
            label={command.label(cards)}
            icon={<command.icon aria-hidden strokeWidth={1.75} />}
            look={command.danger ? 'danger' : 'quiet'}
            {...(keys !== undefined && { shortcut: shownShortcut(keys, isMac()) })}
            onClick={() => command.run(cards)}
          />
        ]
      })}
    </div>
  )
}

/** Toolbar above the right edge of a card while it is the only selected one. */
export const CardToolbar = ({ card, name }: { card: CardId; name: string }) => {
  const isAlone = useUiState(
    ({ chosen, dragging }) => chosen.size === 1 && chosen.has(card) && dragging.size === 0
  )
  return isAlone && <Buttons card={card} name={name} />
}

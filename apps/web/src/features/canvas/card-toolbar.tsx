import type { CardId } from '@hookwright/model'
import { IconButton } from '@hookwright/ui'
import { isMac } from '../../kit/actions/is-mac.ts'
import { shownShortcut } from '../../kit/actions/shortcut.ts'
import { cardCommands } from './commands/card-commands.ts'
import { useCanvas, useDesk } from './use-canvas.tsx'

/** The commands of the toolbar, in its order; the menu of the card has all of them. */
const shown = ['card.run', 'card.duplicate', 'card.delete']

const Buttons = ({ card, name }: { card: CardId; name: string }) => {
  const canvas = useCanvas()
  const commands = cardCommands(canvas)
  const cards = [card]
  return (
    <div role="toolbar" aria-label={`Actions for ${name}`} className="card-toolbar nodrag nopan">
      {shown.flatMap(id => {
        const command = commands.find(each => each.id === id)
        const when = command?.when(cards) ?? false
        if (command === undefined || when === false) return []
        const refused = typeof when === 'string' ? when : undefined
        const [keys] = command.keys
        return [
          <IconButton
            key={id}
            size="small"
            label={command.label(cards)}
            icon={<command.icon aria-hidden strokeWidth={1.75} />}
            look={command.danger ? 'danger' : 'quiet'}
            disabled={refused !== undefined}
            {...(refused !== undefined && { tip: refused })}
            {...(keys !== undefined && { shortcut: shownShortcut(keys, isMac()) })}
            onClick={() => command.run(cards)}
          />
        ]
      })}
    </div>
  )
}

/** Toolbar above the right edge of a card, while that card alone is chosen. */
export const CardToolbar = ({ card, name }: { card: CardId; name: string }) => {
  const isAlone = useDesk(
    ({ chosen, dragging }) => chosen.size === 1 && chosen.has(card) && dragging.size === 0
  )
  return isAlone && <Buttons card={card} name={name} />
}

import type { CardId } from '@hookwright/model'
import { IconButton, Menu, type MenuEntry, type MenuGroups } from '@hookwright/ui'
import { Ellipsis } from 'lucide-react'
import { isMac } from '../../kit/actions/is-mac.ts'
import { shownShortcut } from '../../kit/actions/shortcut.ts'
import type { Canvas } from './canvas.ts'
import { type CardCommand, cardCommands } from './commands/card-commands.ts'
import { choose } from './commands/choose.ts'
import { useCanvas } from './use-canvas.tsx'

const entryOf = (command: CardCommand, cards: CardId[]): MenuEntry[] => {
  const when = command.when(cards)
  if (when === false) return []
  const [keys] = command.keys
  return [
    {
      id: command.id,
      label: command.label(cards),
      icon: <command.icon aria-hidden strokeWidth={1.75} />,
      run: () => command.run(cards),
      ...(keys !== undefined && { shortcut: shownShortcut(keys, isMac()) }),
      ...(typeof when === 'string' && { disabled: when }),
      ...(command.danger && { danger: true })
    }
  ]
}

/** Returns the commands for these cards as the groups of a menu. */
export const cardMenuGroups = (canvas: Canvas, cards: CardId[]): MenuGroups => {
  const entries = cardCommands(canvas).flatMap(command => entryOf(command, cards))
  const isLast = (entry: MenuEntry): boolean => entry.danger === true
  return [entries.filter(entry => !isLast(entry)), entries.filter(isLast)]
}

/**
 * Button in a card's header that opens the menu of the card.
 *
 * If the card is selected, the menu applies to all selected cards.
 */
export const CardMenu = ({ card, name }: { card: CardId; name: string }) => {
  const canvas = useCanvas()
  const groups = (): MenuGroups => {
    const { chosen } = canvas.ui.getState()
    return cardMenuGroups(canvas, chosen.has(card) ? [...chosen] : [card])
  }
  return (
    <span onPointerDownCapture={() => !canvas.ui.getState().chosen.has(card) && choose(canvas, [card])}>
      <Menu
        groups={groups}
        trigger={
          <IconButton
            size="small"
            label={`More for ${name}`}
            icon={<Ellipsis aria-hidden />}
            className="nodrag nopan"
          />
        }
      />
    </span>
  )
}

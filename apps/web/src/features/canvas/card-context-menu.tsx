import { ContextMenu, type MenuGroups } from '@hookwright/ui'
import { type MouseEvent, type ReactNode, useState } from 'react'
import { cardMenuGroups } from './card-menu.tsx'
import { choose } from './commands/choose.ts'
import { useCanvas } from './use-canvas.tsx'

/**
 * Area in which a right click on a card opens its menu.
 *
 * If the card is selected, the menu applies to all selected cards.
 */
export const CardContextMenu = ({ children }: { children: ReactNode }) => {
  const canvas = useCanvas()
  const [groups, setGroups] = useState<MenuGroups>([])
  const open = (event: MouseEvent): void => {
    const element = event.target instanceof Element ? event.target : null
    const card = element?.closest('[data-card]')?.getAttribute('data-card') ?? null
    // Inside a field the browser's own menu is the one that is wanted.
    if (card === null || element?.closest('[data-editor], input, textarea')) {
      event.stopPropagation()
      return
    }
    const { chosen } = canvas.ui.getState()
    if (!chosen.has(card)) choose(canvas, [card])
    setGroups(cardMenuGroups(canvas, [...canvas.ui.getState().chosen]))
  }
  return (
    <ContextMenu groups={groups}>
      <div className="relative min-h-0 min-w-0 grow" onContextMenuCapture={open}>
        {children}
      </div>
    </ContextMenu>
  )
}

import { type Card, cardOf, sameJson } from '@hookwright/model'
import { Tooltip } from '@hookwright/ui'
import { useMemo } from 'react'
import { useUiState } from '../use-canvas.tsx'

/** Dot on a card that differs from the deployed version of the flow. */
export const ChangedDot = ({ card }: { card: Card }) => {
  const deployed = useUiState(ui => ui.deployed)
  const says = useMemo(() => {
    if (deployed === null) return null
    const before = cardOf(deployed.doc, card.id)
    if (before === undefined) return `New since the deployed version ${deployed.number}`
    return sameJson(card, before) ? null : `Changed since the deployed version ${deployed.number}`
  }, [card, deployed])
  if (says === null) return null
  return (
    <Tooltip tip={says} side="left">
      <span
        role="img"
        aria-label={says}
        className="absolute -top-1 -left-1 z-2 size-2 rounded-full bg-accent outline-2 outline-canvas"
      />
    </Tooltip>
  )
}

import type { CardGroup } from '@hookwright/engine'
import { connectorHues } from '@hookwright/ui'
import type { CSSProperties } from 'react'
import { glyphOfCard } from './glyph.tsx'
import './group-mark.css'

/** Color of each card group. Red is not used, because it marks failures. */
export const groupHues: Record<CardGroup, string> = {
  Events: connectorHues.slate,
  Branching: connectorHues.amber,
  'Error Handling': connectorHues.slate,
  'Flow Control': connectorHues.violet,
  Text: connectorHues.cobalt,
  Number: connectorHues.green,
  'True/False': connectorHues.rust,
  'Date & Time': connectorHues.plum,
  Object: connectorHues.teal,
  File: connectorHues.clay,
  List: connectorHues.teal,
  'API Connector': connectorHues.sky,
  JSON: connectorHues.olive,
  Encryption: connectorHues.rose,
  Notes: connectorHues.slate
}

/** Glyph of a card type on a tile in the color of its group. */
export const GroupMark = ({ type, group, size = 28 }: { type: string; group: CardGroup; size?: number }) => {
  const style: CSSProperties & Record<'--hue', string> = {
    width: size,
    height: size,
    borderRadius: size / 4,
    '--hue': groupHues[group]
  }
  return (
    <span aria-hidden className="card-mark" style={style}>
      <svg
        aria-hidden
        viewBox="0 0 24 24"
        width={size * 0.58}
        height={size * 0.58}
        strokeWidth={size < 20 ? 2.25 : 1.85}
      >
        <use href={glyphOfCard(type)} />
      </svg>
    </span>
  )
}

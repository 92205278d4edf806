import type { CardGroup } from '@hookwright/engine'
import {
  Braces,
  CalendarClock,
  Cloud,
  File,
  FileJson,
  GitBranch,
  Hash,
  KeyRound,
  List,
  type LucideIcon,
  OctagonAlert,
  StickyNote,
  TextCursorInput,
  ToggleLeft,
  Workflow,
  Zap
} from 'lucide-react'

/** Icon of a group of cards, and its colour as a CSS value. */
export const groupStyles: Record<CardGroup, { icon: LucideIcon; colour: string }> = {
  Events: { icon: Zap, colour: 'var(--accent)' },
  Branching: { icon: GitBranch, colour: 'var(--type-boolean)' },
  'Error Handling': { icon: OctagonAlert, colour: 'var(--err)' },
  'Flow Control': { icon: Workflow, colour: 'var(--busy)' },
  Text: { icon: TextCursorInput, colour: 'var(--type-text)' },
  Number: { icon: Hash, colour: 'var(--type-number)' },
  'True/False': { icon: ToggleLeft, colour: 'var(--type-boolean)' },
  'Date & Time': { icon: CalendarClock, colour: 'var(--type-date)' },
  Object: { icon: Braces, colour: 'var(--type-object)' },
  File: { icon: File, colour: 'var(--type-file)' },
  List: { icon: List, colour: 'var(--info)' },
  'API Connector': { icon: Cloud, colour: 'var(--info)' },
  JSON: { icon: FileJson, colour: 'var(--type-object)' },
  Encryption: { icon: KeyRound, colour: 'var(--warn)' },
  Notes: { icon: StickyNote, colour: 'var(--ok)' }
}

/** The icon of a group on a soft tint of its colour. */
export const GroupMark = ({ group, size = 28 }: { group: CardGroup; size?: number }) => {
  const { icon: Icon, colour } = groupStyles[group]
  return (
    <span
      aria-hidden
      className="inline-flex shrink-0 items-center justify-center rounded-s"
      style={{
        width: size,
        height: size,
        color: colour,
        background: `color-mix(in srgb, ${colour} 14%, transparent)`
      }}
    >
      <Icon style={{ width: size * 0.57, height: size * 0.57 }} strokeWidth={1.75} />
    </span>
  )
}

import { Braces, ClipboardPaste, SquareDashed, SquareTerminal } from 'lucide-react'

/** Starting points without a known service, in the order of their tiles. */
export const ownStarts = [
  { id: 'scratch', icon: SquareDashed, title: 'From scratch', hint: 'Name it and draw its flows' },
  {
    id: 'sample',
    icon: ClipboardPaste,
    title: 'From a sample request',
    hint: 'Paste an event that it sends'
  },
  { id: 'curl', icon: SquareTerminal, title: 'From a curl command', hint: 'Paste a request to its API' },
  { id: 'openapi', icon: Braces, title: 'From an OpenAPI document', hint: 'Choose its actions and events' }
] as const

/** Id of a starting point without a known service. */
export type OwnStart = (typeof ownStarts)[number]['id']

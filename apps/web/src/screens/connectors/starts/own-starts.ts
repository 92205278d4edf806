import { Braces, ClipboardPaste, SquareDashed, SquareTerminal } from 'lucide-react'

/**
 * Starting points for a connector to any service, such as “From a curl command”. They are in the order of
 * their tiles.
 */
export const ownStarts = [
  { id: 'scratch', icon: SquareDashed, title: 'From scratch', hint: 'Enter a name and build the flows' },
  {
    id: 'sample',
    icon: ClipboardPaste,
    title: 'From a sample request',
    hint: 'Paste an event from the service'
  },
  { id: 'curl', icon: SquareTerminal, title: 'From a curl command', hint: 'Paste a request to the API' },
  { id: 'openapi', icon: Braces, title: 'From an OpenAPI document', hint: 'Choose actions and events' }
] as const

/** Id of a starting point for any service: `scratch`, `sample`, `curl` or `openapi`. */
export type OwnStart = (typeof ownStarts)[number]['id']

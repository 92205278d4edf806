import type { InputPort } from '@hookwright/engine'
import { one } from '@hookwright/model'

/** The input of a card that reads a calendar or a clock. */
export const zonePort: InputPort = { id: 'zone', label: 'Time zone', type: one('text'), required: false }

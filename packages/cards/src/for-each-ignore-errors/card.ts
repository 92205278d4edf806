import { listOf } from '@hookwright/model'
import { eachCard } from '../each/each-card.ts'

/** Runs a helper flow for each item of a list, whatever fails. */
export const forEachIgnoreErrors = eachCard({
  type: 'for-each-ignore-errors',
  title: 'For Each - Ignore Errors',
  group: 'List',
  help: 'Runs a helper flow for each item of a list, one after the other in their order, and goes on with the next item when it fails for one. Map Item, or parts of it, to its inputs, and Index for the place, counted from 0. Errors lists what failed: index, message, code, card and details.',
  over: 'items',
  outputs: () => [{ id: 'errors', label: 'Errors', type: listOf('object') }],
  deed: () => import('./deed.ts')
})

import { listOf } from '@hookwright/model'
import { eachCard } from '../kernel/each-card.ts'

/** Runs a helper flow for each item of a list, whatever fails. */
export const forEachIgnoreErrors = eachCard({
  type: 'for-each-ignore-errors',
  title: 'For Each - Ignore Errors',
  group: 'List',
  over: 'items',
  outputs: () => [{ id: 'errors', label: 'Errors', type: listOf('object') }],
  execute: () => import('./execute.ts')
})

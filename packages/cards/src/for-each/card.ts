import { eachCard } from '../kernel/each-card.ts'

/** Runs a helper flow for each item of a list. */
export const forEach = eachCard({
  type: 'for-each',
  title: 'For Each',
  group: 'List',
  over: 'items',
  execute: () => import('./execute.ts')
})

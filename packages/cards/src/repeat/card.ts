import { eachCard } from '../kernel/each-card.ts'

/** Runs a helper flow so many times. */
export const repeat = eachCard({
  type: 'repeat',
  title: 'Repeat',
  group: 'Flow Control',
  over: 'times',
  execute: () => import('./execute.ts')
})

import { eachCard } from '../each/each-card.ts'

/** Runs a helper flow so many times. */
export const repeat = eachCard({
  type: 'repeat',
  title: 'Repeat',
  group: 'Flow Control',
  help: 'Runs a helper flow as many times as you say, one after the other. Index counts from 0. When the helper flow fails, this flow fails with it; when it stops early, the next time follows.',
  over: 'times',
  deed: () => import('./deed.ts')
})

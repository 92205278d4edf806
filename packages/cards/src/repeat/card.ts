import { eachCard } from '../each/each-card.ts'

/** Runs a helper flow so many times. */
export const repeat = eachCard({
  type: 'repeat',
  title: 'Repeat',
  group: 'Flow Control',
  help: 'Runs a helper flow as many times as you say, one after the other. Map Index to an input of the helper flow that has to know how many times it ran before. When the helper flow fails, this flow fails with it; when it stops early, the next time follows.',
  over: 'times',
  deed: () => import('./deed.ts')
})

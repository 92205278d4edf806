import type { Setting } from '@hookwright/engine'

/** Whether a record that failed keeps the rest of its list from being run; the keys are keys of the card's config. */
export const stopRestSetting = {
  kind: 'switch',
  key: 'stopRest',
  label: 'Stop the rest when one fails'
} satisfies Setting

/** How many runs of the flow go on at the same time. */
export const atOnceSetting = {
  kind: 'choice',
  key: 'atOnce',
  label: 'At once',
  choices: [
    { value: 'any', label: 'As they come' },
    { value: '1', label: '1 run' },
    ...['2', '5', '10', '25', '100'].map(value => ({ value, label: `${value} runs` }))
  ]
} satisfies Setting

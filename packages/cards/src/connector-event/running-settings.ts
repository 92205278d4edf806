import type { Setting } from '@hookwright/engine'

/** Setting to stop the rest of a list of records when one fails; the key is a key of the card's config. */
export const stopRestSetting = {
  kind: 'switch',
  key: 'stopRest',
  label: 'Stop the rest when one fails'
} satisfies Setting

/** Setting for the number of concurrent runs of the flow. */
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

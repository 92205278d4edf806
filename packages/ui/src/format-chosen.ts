import type { Choice } from './select.tsx'

/** Labels of the chosen values in one line; a value without an option is shown as it is. */
export const formatChosen = (value: readonly string[], choices: readonly Choice<string>[]): string =>
  value.map(each => choices.find(choice => choice.value === each)?.label ?? each).join(', ')

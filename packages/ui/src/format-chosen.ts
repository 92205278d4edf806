import type { Choice } from './select.tsx'

/** Labels of what is chosen, in one line; a value that is no longer a choice is shown as it is. */
export const formatChosen = (value: readonly string[], choices: readonly Choice<string>[]): string =>
  value.map(each => choices.find(choice => choice.value === each)?.label ?? each).join(', ')

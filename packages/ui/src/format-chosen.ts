import type { Choice } from './select.tsx'

/**
 * Formats the labels of the chosen values in one line: “Monday, Friday”. A value without an option is shown
 * unchanged.
 */
export const formatChosen = (value: readonly string[], choices: readonly Choice<string>[]): string =>
  value.map(each => choices.find(choice => choice.value === each)?.label ?? each).join(', ')

/** Returns a name as written inside a sentence: "User created" becomes "user created", "API key" stays. */
const inside = (name: string): string =>
  /^\p{Lu}[\p{Ll}\p{M}]*(?![\p{L}\p{N}])/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name

/** Reduces a text to the words that a flow name may contain, separated by single spaces. */
const worded = (name: string): string => (name.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ')

/** Returns the name of a helper flow that lists the values of a dropdown: "Values of event type". */
export const valuesFlowName = (label: string): string => {
  const words = worded(label)
  return `Values of ${words === '' ? 'an option' : inside(words)}`
}

/**
 * Returns the name of a helper flow that returns the fields of a dynamic group: "Fields of custom fields".
 */
export const fieldsFlowName = (group: string): string => {
  const words = worded(group)
  return `Fields of ${words === '' ? 'a group' : inside(words)}`
}

/** Returns the name of a helper flow that runs after an error of a card: "After an error of create user". */
export const errorFlowName = (card: string): string => {
  const words = worded(card)
  return `After an error of ${words === '' ? 'a card' : inside(words)}`
}

/** Returns the name of an event's helper flow: "Register user created". An event without a name is called "event". */
export const helperName = (
  verb: 'Register' | 'Deregister' | 'Renew' | 'List' | 'Probe',
  eventName: string | null
): string => {
  const words = worded(eventName ?? '')
  return `${verb} ${words === '' ? 'event' : inside(words)}`
}

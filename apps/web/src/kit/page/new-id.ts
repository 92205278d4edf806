/**
 * Returns a random id for a card, a field or a method. It begins with a letter, so that it does not look like a number.
 */
export const newId = (): string => {
  const parts = crypto.getRandomValues(new Uint32Array(3))
  return parts.reduce((id, part) => id + part.toString(36), 'c')
}

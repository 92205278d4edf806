/**
 * Returns a random id for a card, a field or an authentication method. It starts with a letter, so that it
 * cannot be mistaken for a number.
 */
export const newId = (): string => {
  const parts = crypto.getRandomValues(new Uint32Array(3))
  return parts.reduce((id, part) => id + part.toString(36), 'c')
}

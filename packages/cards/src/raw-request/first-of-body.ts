const MOST_SHOWN = 300
const MOST_READ = 4000

/** The first 300 characters of an answer's body in one line, for a sentence about it. */
export const firstOfBody = (body: string): string => {
  const line = body
    .slice(0, MOST_READ)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return line === '' ? 'an empty body' : [...line].slice(0, MOST_SHOWN).join('')
}

/** Replaces NUL characters, which PostgreSQL cannot store in text. In JSON they are escaped. */
export const withoutZeros = <Value>(value: Value): Value | string =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value

/** Replaces the question marks of a statement by numbered placeholders: `$1`, `$2` and so on. */
export const numbered = (sql: string): string => {
  let number = 0
  return sql.replace(/\?/g, () => {
    number += 1
    return `$${number}`
  })
}

/** Replaces zero characters, which PostgreSQL cannot hold in a text. In JSON they are escaped. */
export const withoutZeros = <Value>(value: Value): Value | string =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value

/** Numbers the placeholders of a statement that has question marks: `$1`, `$2` and so on. */
export const numbered = (sql: string): string => {
  let number = 0
  return sql.replace(/\?/g, () => {
    number += 1
    return `$${number}`
  })
}

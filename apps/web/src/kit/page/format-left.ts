const count = (number: number, one: string, more: string): string =>
  number === 1 ? `1 ${one}` : `${number} ${more}`

/**
 * Describes the cleanup entries and uncertain registrations left at services.
 * `says` begins with `seen`, the visible count. Null when there are none.
 */
export const formatLeftovers = (
  entries: number,
  uncertain: number
): { seen: string; says: string } | null => {
  if (entries + uncertain === 0) return null
  const seen = `${entries + uncertain} to clean up`
  const parts = [
    ...(entries === 0 ? [] : [count(entries, 'cleanup entry is open', 'cleanup entries are open')]),
    ...(uncertain === 0
      ? []
      : [
          count(
            uncertain,
            'registration may exist at its service, since the answer was lost',
            'registrations may exist at their services, since the answers were lost'
          )
        ])
  ]
  return { seen, says: `${seen}: ${parts.join(', and ')}.` }
}

import { formatCount } from './format-count.ts'

/**
 * Describes the open cleanup entries and uncertain registrations. Null if there are none.
 *
 * `seen` is the short text with the count; `says` is the full text, which begins with it.
 */
export const formatOpenCleanup = (
  entries: number,
  uncertain: number
): { seen: string; says: string } | null => {
  if (entries + uncertain === 0) return null
  const seen = `${entries + uncertain} to clean up`
  const parts = [
    ...(entries === 0 ? [] : [formatCount(entries, 'cleanup entry is open', 'cleanup entries are open')]),
    ...(uncertain === 0
      ? []
      : [
          formatCount(
            uncertain,
            'registration may exist at its service because the response was lost',
            'registrations may exist at their services because the responses were lost'
          )
        ])
  ]
  return { seen, says: `${seen}: ${parts.join(', and ')}.` }
}

import { formatCount } from './format-count.ts'

/**
 * Describes what is left to clean up: open cleanup entries and uncertain registrations. Null if nothing is.
 *
 * `seen` is the short text: “2 to clean up”. `says` is the full text: “2 to clean up: 2 cleanup entries are
 * open.”
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

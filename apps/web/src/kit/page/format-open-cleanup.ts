import { formatCount } from './format-count.ts'

/**
 * Describes the cleanup entries and uncertain registrations left at services.
 * `says` begins with `seen`, the visible count. Null when there are none.
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

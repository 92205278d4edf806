import { formatCount } from '../../kit/page/format-count.ts'
/** Formats the counts as `2 errors, 1 warning`; null when both are 0. */
export const formatProblemCount = (errors: number, warnings: number): string | null => {
  const parts = [
    errors > 0 && formatCount(errors, 'error'),
    warnings > 0 && formatCount(warnings, 'warning')
  ].filter(part => part !== false)
  return parts.length === 0 ? null : parts.join(', ')
}

/** Formats the counts as `2 errors, 1 warning`; null when both are 0. */
export const formatProblemCount = (errors: number, warnings: number): string | null => {
  const parts = [
    errors > 0 && (errors === 1 ? '1 error' : `${errors} errors`),
    warnings > 0 && (warnings === 1 ? '1 warning' : `${warnings} warnings`)
  ].filter(part => part !== false)
  return parts.length === 0 ? null : parts.join(', ')
}

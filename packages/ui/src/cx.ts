/** Joins class names; false, null, undefined and empty ones are skipped. */
export const cx = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(' ')

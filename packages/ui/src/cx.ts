/** Joins class names and skips false, null, undefined and empty values. */
export const cx = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(' ')

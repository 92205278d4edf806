/** A whole number of days as somebody types it; null for what is none. */
export const daysIn = (text: string): number | null => {
  const trimmed = text.trim()
  return /^\d{1,5}$/.test(trimmed) ? Number(trimmed) : null
}

/**
 * Returns the anchor of a heading in the same way as GitHub: lower case, without punctuation, and with
 * hyphens for spaces.
 *
 * Links in the guide therefore work in the app and on GitHub.
 */
export const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

/**
 * Creates a function that returns the anchor of each heading of a page. Repeated headings get a number:
 * `setup`, `setup-1`.
 */
export const createSlugs = (): ((heading: string) => string) => {
  const seen = new Map<string, number>()
  return heading => {
    const slug = slugOf(heading)
    const count = seen.get(slug) ?? 0
    seen.set(slug, count + 1)
    return count === 0 ? slug : `${slug}-${count}`
  }
}

import type { HelpPage } from './help-pages.ts'
import { readPage, sectionsOf } from './read-page.ts'

/** Section of a page in the search index. */
interface IndexedSection {
  page: HelpPage
  heading: string
  /** Anchor of the section; undefined for the beginning of its page. */
  slug: string | undefined
  text: string
}

/** Search result: a section with an excerpt around the first match. */
export interface FoundSection extends IndexedSection {
  excerpt: string
}

/** Maximum number of results. */
export const MOST_FOUND = 30

/** Characters of an excerpt before and after the match. */
const AROUND = { before: 50, after: 130 }

/** Returns the sections of a page for the search index. */
export const indexPage = (page: HelpPage, markdown: string): IndexedSection[] =>
  sectionsOf(readPage(markdown)).map(({ heading, text }) => ({
    page,
    heading: heading.text,
    slug: heading.level === 1 ? undefined : heading.slug,
    text
  }))

/** Returns the words of a query in lowercase. */
export const wordsIn = (query: string): string[] => query.toLowerCase().split(/\s+/).filter(Boolean)

/**
 * Scores a section; 0 if a word is missing. Matches in the heading count most, then matches in the page
 * title.
 */
const rateOf = ({ page, heading, text }: IndexedSection, words: readonly string[]): number => {
  const [inHeading, inTitle, inText] = [heading, page.title, text].map(part => part.toLowerCase())
  const rates = words.map(word => {
    if (inHeading?.includes(word)) return inHeading === word ? 40 : inHeading.startsWith(word) ? 12 : 10
    if (inTitle?.includes(word)) return 4
    return inText?.includes(word) ? 1 : 0
  })
  const whole = words.length > 1 && inHeading?.includes(words.join(' ')) ? 10 : 0
  return rates.includes(0) ? 0 : rates.reduce((sum: number, rate) => sum + rate, whole)
}

/** Returns an excerpt of a text around the first match. */
const excerptOf = (text: string, words: readonly string[]): string => {
  const line = text.replace(/\s+/g, ' ')
  const places = words.map(word => line.toLowerCase().indexOf(word)).filter(at => at !== -1)
  const at = places.length === 0 ? 0 : Math.min(...places)
  const from = at <= AROUND.before ? 0 : line.indexOf(' ', at - AROUND.before) + 1
  const to = at + AROUND.after
  return `${from > 0 ? '… ' : ''}${line.slice(from, to)}${to < line.length ? ' …' : ''}`
}

/** Returns the sections that contain all words, best match first. */
export const searchHelp = (index: readonly IndexedSection[], query: string): FoundSection[] => {
  const words = wordsIn(query)
  if (words.length === 0) return []
  return index
    .map(section => ({ section, rate: rateOf(section, words) }))
    .filter(({ rate }) => rate > 0)
    .sort((one, other) => other.rate - one.rate)
    .slice(0, MOST_FOUND)
    .map(({ section }) => ({ ...section, excerpt: excerptOf(section.text, words) }))
}
